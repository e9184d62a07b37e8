import { type Address, formatAddress, isThisComputer, parseAddress } from '../core/address.ts';
import { MAX_INVITE_ADDRESSES } from '../core/invite.ts';
import type { Link } from './link.ts';
import { whereabouts } from './whereabouts.ts';

/** Own addresses in a link at most, so that neighbours find room: the inviter may be asleep by then. */
const MAX_OWN = 5;

/** Where somebody who is invited now can knock: at our own door first, then at those of neighbours. */
export function invitingAddresses(
  own: readonly string[],
  links: Iterable<Link>,
): readonly Address[] {
  const ours = own.slice(0, MAX_OWN).flatMap((text) => {
    const address = parseAddress(text);
    return address.ok ? [address.value] : [];
  });
  // One for each: whoever is invited learns the rest from whomever answers. What leads back to this
  // computer leads whoever is invited to their own.
  const theirs = [...links].flatMap((link) => {
    const { proven, claimed } = whereabouts(link);
    return [...proven, ...claimed].filter(({ host }) => !isThisComputer(host)).slice(0, 1);
  });
  const all = new Map([...ours, ...theirs].map((address) => [formatAddress(address), address]));
  return [...all.values()].slice(0, MAX_INVITE_ADDRESSES);
}
