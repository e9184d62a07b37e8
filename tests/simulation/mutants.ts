import type { Random, Store } from '../../src/core/ports.ts';
import { Announcer } from '../../src/peer/announcer.ts';
import type { PeerPorts } from '../../src/peer/chat-peer.ts';
import { Pull } from '../../src/peer/pull.ts';
import { Redial } from '../../src/peer/redial.ts';
import { Replica } from '../../src/peer/replica.ts';

/** A fault that is planted in what a peer is handed, or in a part of it. */
export type Mutant = {
  readonly name: string;
  readonly wrap?: (ports: PeerPorts, machine: string) => PeerPorts;
  /** Breaks a part of the peer, and returns what mends it. */
  readonly plant?: () => () => void;
};

function withStore(change: (store: Store) => Partial<Store>): NonNullable<Mutant['wrap']> {
  return (ports) => {
    const { store } = ports;
    const same: Store = {
      append: (group, entries) => store.append(group, entries),
      heads: (group) => store.heads(group),
      page: (group, wants, maxBytes) => store.page(group, wants, maxBytes),
      mend: (crypto, group, log) => store.mend(crypto, group, log),
      hashAt: (group, log, seq) => store.hashAt(group, log, seq),
      keepFork: (group, log, evidence) => store.keepFork(group, log, evidence),
      evidence: (group, log) => store.evidence(group, log),
      forks: (group) => store.forks(group),
      newest: (group, of, limit, before) => store.newest(group, of, limit, before),
      oldest: (group, of, limit, after) => store.oldest(group, of, limit, after),
      entries: (group, ids) => store.entries(group, ids),
      changes: (group, ids, latest) => store.changes(group, ids, latest),
      edits: (group, id, latest, limit) => store.edits(group, id, latest, limit),
      watermarks: (group) => store.watermarks(group),
      keepWatermarks: (group, watermarks) => store.keepWatermarks(group, watermarks),
      lines: (group, after, since, limit) => store.lines(group, after, since, limit),
      seen: (group) => store.seen(group),
      keepSeen: (group, seen) => store.keepSeen(group, seen),
      close: () => store.close(),
    };
    return { ...ports, store: { ...same, ...change(store) } };
  };
}

/** One method of a part does nothing. */
function without<Part extends object>(part: Part, method: keyof Part & string): () => () => void {
  return () => {
    const original = Object.getOwnPropertyDescriptor(part, method);
    if (original === undefined) throw new Error(`There is no ${method} to break`);
    Object.defineProperty(part, method, { ...original, value: () => undefined });
    return () => {
      Object.defineProperty(part, method, original);
    };
  };
}

/** Entries in the order in which they came, as far as a store without a column for it can tell. */
function byArrival(store: Store): Partial<Store> {
  const arrived = new Map<string, number>();
  const keyOf = (author: string, epoch: string, seq: number): string => `${author}${epoch}${seq}`;
  return {
    append: (group, entries) => {
      for (const { entry } of entries) {
        const { author, epoch, seq } = entry;
        arrived.set(keyOf(author, epoch, seq), arrived.size);
      }
      return store.append(group, entries);
    },
    newest: async (...query) => {
      const found = await store.newest(...query);
      const place = ({ author, epoch, seq }: (typeof found)[number]): number =>
        arrived.get(keyOf(author, epoch, seq)) ?? -1;
      return found.toSorted((a, b) => place(a) - place(b));
    },
  };
}

/** Keeps what it promises in every respect but one: equal clocks are left as they happen to lie. */
function withoutTieBreak(self: string): (store: Store) => Partial<Store> {
  return (store) => ({
    newest: async (...query) => {
      const found = await store.newest(...query);
      const ownFirst = (author: string): number => (author === self ? 0 : 1);
      return found.toSorted(
        (a, b) =>
          a.hlc[0] - b.hlc[0] ||
          a.hlc[1] - b.hlc[1] ||
          ownFirst(a.author) - ownFirst(b.author) ||
          a.seq - b.seq,
      );
    },
  });
}

function sameEpoch(random: Random, machine: string): Random {
  const epoch = Uint8Array.from({ length: 8 }, (_, index) => machine.charCodeAt(1) + index);
  return {
    bytes: (length) => (length === epoch.length ? epoch : random.bytes(length)),
    fraction: () => random.fraction(),
  };
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'the epoch is the same after every start',
    wrap: (ports, machine) => ({ ...ports, random: sameEpoch(ports.random, machine) }),
  },
  {
    name: 'a message counts as sent before it is stored',
    wrap: withStore((store) => ({
      append: async (group, entries) => {
        store.append(group, entries).catch(() => undefined);
        return entries.map(({ entry }) => entry);
      },
    })),
  },
  {
    name: 'a disk that fails is taken for one that works',
    wrap: withStore((store) => ({
      append: (group, entries) =>
        store.append(group, entries).catch(() => entries.map(({ entry }) => entry)),
    })),
  },
  {
    name: 'one entry of a batch is not stored',
    wrap: withStore((store) => ({
      append: (group, entries) =>
        store.append(group, entries.length > 3 ? entries.slice(0, -1) : entries),
    })),
  },
  { name: 'messages lie in the order of arrival', wrap: withStore(byArrival) },
  {
    name: 'equal clocks are not told apart',
    wrap: (ports, machine) => withStore(withoutTieBreak(ports.crypto.self))(ports, machine),
  },
  {
    name: 'what is stored is forgotten at the next start',
    wrap: withStore(() => ({ heads: async () => new Map() })),
  },
  {
    name: 'a page begins one entry too late',
    wrap: withStore((store) => ({
      page: (group, wants, maxBytes) =>
        store.page(
          group,
          wants.map(([log, after]) => [log, after + 1] as const),
          maxBytes,
        ),
    })),
  },
  { name: 'nobody hears what others have', plant: without(Replica.prototype, 'have') },
  { name: 'nobody compares what they hold', plant: without(Announcer.prototype, 'compare') },
  { name: 'a page that was asked for is not sent', plant: without(Replica.prototype, 'want') },
  { name: 'offers are never followed', plant: without(Pull.prototype, 'next') },
  { name: 'a lost link is not dialled again', plant: without(Redial.prototype, 'lost') },
  { name: 'addresses of members are not kept', plant: without(Redial.prototype, 'addMember') },
];
