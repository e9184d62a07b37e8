import { type Address, formatAddress, parseAddress } from './address.ts';
import type { GroupId, PeerId } from './ids.ts';
import type { AddressBook, Whereabouts } from './ports.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Members of one group whose addresses are kept: as many as links can be. */
const MAX_MEMBERS = 256;
/** Addresses kept for one member: a laptop has a handful of networks. */
const MAX_ADDRESSES_EACH = 8;
/** Groups kept: more than anybody is in within the time below. */
const MAX_GROUPS = 64;
/** An address that nobody was met at for so long is forgotten. */
const MAX_AGE_MS = 90 * DAY_MS;

/** One address: whose it is in which group, and when they were met there last, ms since 1970. */
export type KnownAddress = {
  readonly group: GroupId;
  readonly peer: PeerId;
  /** `host:port` */
  readonly address: string;
  readonly metAt: number;
};

/** Where members of groups were met: within bounds, latest first, each address one member's. */
export class KnownAddresses implements AddressBook {
  readonly #now: () => number;
  #known: readonly KnownAddress[];

  constructor(now: () => number, known: readonly KnownAddress[] = []) {
    this.#now = now;
    // A clock that was wrong when somebody was met must not keep them for ever.
    const sane = known.map((one) => ({ ...one, metAt: Math.min(one.metAt, now()) }));
    this.#known = this.#bounded(sane.sort((a, b) => b.metAt - a.metAt));
  }

  of(group: GroupId): readonly Whereabouts[] {
    const found = new Map<PeerId, Address[]>();
    for (const { peer, address, ...known } of this.#known) {
      const parsed = parseAddress(address);
      if (known.group !== group || !parsed.ok) continue;
      found.set(peer, [...(found.get(peer) ?? []), parsed.value]);
    }
    return [...found].map(([peer, addresses]) => ({ peer, addresses }));
  }

  met(group: GroupId, peer: PeerId, addresses: readonly Address[]): void {
    const metAt = this.#now();
    const news = [...new Set(addresses.map(formatAddress))].map((address) => {
      return { group, peer, address, metAt };
    });
    const there = new Set(news.map(({ address }) => address));
    const others = this.#known.filter((one) => one.group !== group || !there.has(one.address));
    this.#known = this.#bounded([...news, ...others]);
  }

  save(): void {
    // In memory there is nothing to do.
  }

  /** Everything known, latest first. */
  get all(): readonly KnownAddress[] {
    return this.#known;
  }

  #bounded(latestFirst: readonly KnownAddress[]): readonly KnownAddress[] {
    const oldest = this.#now() - MAX_AGE_MS;
    const groups = new Map<GroupId, Map<PeerId, number>>();
    return latestFirst.filter(({ group, peer, metAt }) => {
      if (metAt < oldest) return false;
      const members = groups.get(group) ?? new Map<PeerId, number>();
      const count = (members.get(peer) ?? 0) + 1;
      if (count > MAX_ADDRESSES_EACH) return false;
      if (count === 1 && members.size >= MAX_MEMBERS) return false;
      if (members.size === 0 && groups.size >= MAX_GROUPS) return false;
      groups.set(group, members.set(peer, count));
      return true;
    });
  }
}
