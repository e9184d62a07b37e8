import { type Address, formatAddress, parseAddress } from './address.ts';
import type { GroupId, PeerId } from './ids.ts';
import type { AddressBook, Places, Whereabouts } from './ports.ts';

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
  /** A link has shown it. Else it is only what they claim. */
  readonly proven: boolean;
  readonly metAt: number;
};

/**
 * Where members of groups were met: within bounds, and what a link has shown before what is claimed.
 * A proven address is one member's, the latest met there. A claim takes nothing from anybody.
 */
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
    const found = new Map<PeerId, { proven: Address[]; claimed: Address[] }>();
    for (const { peer, address, proven, ...known } of this.#known) {
      const parsed = parseAddress(address);
      if (known.group !== group || !parsed.ok) continue;
      const places = found.get(peer) ?? { proven: [], claimed: [] };
      found.set(peer, places);
      places[proven ? 'proven' : 'claimed'].push(parsed.value);
    }
    return [...found].map(([peer, places]) => ({ peer, ...places }));
  }

  met(group: GroupId, peer: PeerId, { proven, claimed }: Places): void {
    const metAt = this.#now();
    const shown = new Set(proven.map(formatAddress));
    const held = this.#known.filter((one) => one.group === group && one.proven);
    // Whatever is proven already stays so, whoever claims it.
    const taken = new Set([...shown, ...held.map(({ address }) => address)]);
    const claims = new Set(claimed.map(formatAddress).filter((address) => !taken.has(address)));
    const news = [...shown, ...claims].map((address) => {
      return { group, peer, address, proven: shown.has(address), metAt };
    });
    const rest = this.#known.filter((one) => {
      if (one.group !== group || shown.has(one.address)) return one.group !== group;
      return one.peer !== peer || !claims.has(one.address);
    });
    this.#known = this.#bounded([...news, ...rest]);
  }

  save(): void {
    // In memory there is nothing to do.
  }

  /** Everything known, whatever is proven first. */
  get all(): readonly KnownAddress[] {
    return this.#known;
  }

  /** Of too much the latest stays; but nothing claimed pushes out what is proven. */
  #bounded(latestFirst: readonly KnownAddress[]): readonly KnownAddress[] {
    const inOrder = [
      ...latestFirst.filter(({ proven }) => proven),
      ...latestFirst.filter(({ proven }) => !proven),
    ];
    const oldest = this.#now() - MAX_AGE_MS;
    const groups = new Map<GroupId, Map<PeerId, number>>();
    return inOrder.filter(({ group, peer, metAt }) => {
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
