import { type Address, isThisComputer, parseAddress } from '../core/address.ts';
import type { Link } from './link.ts';

/**
 * Where the other end of a link can be dialled, the likeliest first: where we have dialled it, where
 * it is by its connection, then what it claims. Empty for somebody who only dials.
 */
export function whereabouts({ address, dialledAs, hello }: Link): readonly Address[] {
  const { port, addresses } = hello;
  if (port === null) return [];
  // Its loopback is ours only where it is on this computer itself.
  const local = isThisComputer(address.host);
  const claimed = addresses
    .map((text) => parseAddress(text))
    .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
    .filter(({ host }) => local || !isThisComputer(host));
  return [...(dialledAs === null ? [] : [dialledAs]), { host: address.host, port }, ...claimed];
}
