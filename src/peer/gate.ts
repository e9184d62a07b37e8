import { isThisComputer, networkOf } from '../core/address.ts';
import { Allowance } from '../core/allowance.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { Link } from './link.ts';

// docs/protocol.md, bounds.
/** Connections that others have opened, and on which they have not said hello yet. */
export const MAX_PENDING = 20;
/**
 * How long one of them may hold its place against whoever comes. An honest handshake is two round
 * trips and a millisecond of counting; somebody silent would hold it for five seconds.
 */
const UNDISTURBED_MS = 1_000;
/** Connections of all kinds; half of the places are kept for those who are familiar. */
export const MAX_IN_ALL = 256;
export const KEPT_FOR_FAMILIAR: number = MAX_IN_ALL / 2;
/** Connections that others have opened from one address, where nothing else is wished. */
const MAX_PER_ADDRESS = 8;

/** People who come for the first time: a large group at once, and then one a second. Each stays in the list of people. */
const NEW_AT_ONCE = 128;
const NEW_PER_SECOND = 1;

export interface GateHost {
  readonly clock: Clock;
  /** Who was known before this start. Whoever comes for the first time is a stranger until the next. */
  isFamiliar(peer: PeerId): boolean;
  /** Whether somebody is in the list of people. */
  isMember(peer: PeerId): boolean;
}

/** What the gate looks at. */
export type Guest = Pick<
  Link,
  'role' | 'address' | 'since' | 'isPending' | 'isUp' | 'isKnown' | 'remote'
>;

/** Whether somebody may come in, and whose place they take where it is another's. */
export type Arrival<G extends Guest> =
  | { readonly may: true; readonly insteadOf: G | null }
  | { readonly may: false };

/**
 * How many connections there may be, and whose: so that nobody can take all the places, neither from
 * one address nor with many keys. It keeps nothing: it looks at who is here, oldest first, but for how
 * many have come lately whom nobody knew.
 */
export class Gate<G extends Guest> {
  /** From one address; null: as many as usual, and from this computer any number. */
  readonly #maxPerAddress: number | null;
  readonly #host: GateHost;
  readonly #newcomers: Allowance;

  constructor(maxPerAddress: number | null, host: GateHost) {
    this.#maxPerAddress = maxPerAddress;
    this.#host = host;
    this.#newcomers = new Allowance(NEW_PER_SECOND, NEW_AT_ONCE, host.clock.now());
  }

  /** Whether there is a place for one more connection of whatever kind. */
  hasPlace(here: Iterable<G>): boolean {
    return [...here].length < MAX_IN_ALL;
  }

  /**
   * Somebody connects from `host`. Where too many are coming in, the oldest of the network that has
   * most of these places gives way, at once to another network, and to its own or an equal after a
   * while: a flood keeps nobody else out, whether it comes from one address or from many.
   */
  arriving(host: string, here: Iterable<G>): Arrival<G> {
    const guests = [...here];
    const incoming = guests.filter(({ role }) => role === 'listener');
    const fromThere = incoming.filter(({ address }) => address.host === host).length;
    if (guests.length >= MAX_IN_ALL || fromThere >= this.#mostFrom(host)) return { may: false };
    const pending = incoming.filter(({ isPending }) => isPending);
    if (pending.length < MAX_PENDING) return { may: true, insteadOf: null };
    // Whoever comes is one of them.
    const networks = [host, ...pending.map(({ address }) => address.host)].map(networkOf);
    const placesOf = (of: string): number =>
      networks.filter((network) => network === networkOf(of)).length;
    const most = Math.max(...pending.map(({ address }) => placesOf(address.host)));
    const crowder = pending.find(({ address }) => placesOf(address.host) === most);
    if (crowder === undefined) return { may: false };
    const isUndisturbed = this.#host.clock.now() - crowder.since < UNDISTURBED_MS;
    if (placesOf(host) >= most && isUndisturbed) return { may: false };
    return { may: true, insteadOf: crowder };
  }

  /** Whether somebody who has shown who they are may stay. */
  mayStay(guest: G, here: Iterable<G>): boolean {
    const { isFamiliar } = this.#host;
    const others = [...here].filter(({ isUp, isKnown }) => isUp && isKnown);
    const people = new Set(others.map(({ remote }) => remote));
    people.delete(guest.remote);
    if (people.size >= MAX_IN_ALL - MAX_PENDING) return false;
    if (isFamiliar(guest.remote)) return true;
    const strangers = [...people].filter((peer) => !isFamiliar(peer)).length;
    const placesForStrangers = MAX_IN_ALL - KEPT_FOR_FAMILIAR - MAX_PENDING;
    return strangers < placesForStrangers && this.#mayBeNew(guest);
  }

  /** Whoever invents a key for each connection would fill the list of people, and the timeline. */
  #mayBeNew({ role, remote }: G): boolean {
    if (role === 'dialler' || this.#host.isMember(remote)) return true;
    const now = this.#host.clock.now();
    if (this.#newcomers.waitMs(now) > 0) return false;
    this.#newcomers.take(1, now);
    return true;
  }

  /** Many programs on one computer are one person's, or a test: they share their address. */
  #mostFrom(host: string): number {
    if (this.#maxPerAddress !== null) return this.#maxPerAddress;
    return isThisComputer(host) ? Number.POSITIVE_INFINITY : MAX_PER_ADDRESS;
  }
}
