import { type Address, leadsBeyond, parseAddress } from '../core/address.ts';
import type { Places } from '../core/ports.ts';
import type { Link } from './link.ts';

/**
 * Where the other end of a link can be dialled, the likeliest first: where we have dialled it, where
 * it is by its connection, then what it claims. Empty for somebody who only dials.
 */
export function whereabouts(link: Link): Places {
  const { address, dialledAs, hello } = link;
  const { port, addresses } = hello;
  if (port === null) return { proven: [], claimed: [] };
  const seen = { host: address.host, port };
  const proven = dialledAs === null ? [seen] : [dialledAs, seen];
  return { proven, claimed: hintsOf(link, addresses) };
}

/** Addresses that a neighbour names, its own or others': those that may lead anywhere from here. */
export function hintsOf({ address }: Link, texts: readonly string[]): readonly Address[] {
  return texts
    .map((text) => parseAddress(text))
    .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
    .filter(({ host }) => leadsBeyond(host, address.host));
}
