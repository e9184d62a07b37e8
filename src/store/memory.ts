import { MAX_MARKS_EACH, MAX_REACTORS } from '../core/amendments.ts';
import { type Chained, GENESIS, type Head, NO_HEAD, type Run } from '../core/chain.ts';
import { aboutOf, classOf, DELETE, EDIT, type EntryClass, REACT } from '../core/content.ts';
import { type Entry, idOf, logOf, orderOf } from '../core/entry.ts';
import { type EntryId, entryId, type GroupId, type Hash, type LogId } from '../core/ids.ts';
import { compareOrder, isAhead, type Ordered } from '../core/order.ts';
import type { Line, LogCrypto, Seen, Store, Watermark } from '../core/ports.ts';
import { fillPage, type LogReader } from './page.ts';
import { soundHead } from './sound.ts';

type Group = {
  readonly entries: Map<EntryId, Chained>;
  /** By what they are about. */
  readonly about: Map<EntryId, Set<EntryId>>;
  readonly heads: Map<LogId, Head>;
  readonly forks: Map<LogId, Run>;
  /** By member and log. */
  readonly watermarks: Map<string, Watermark>;
  readonly seen: Map<LogId, number>;
};

/** The log in memory: for tests, simulation and anybody who wants no history. */
export class MemoryStore implements Store {
  readonly #groups = new Map<GroupId, Group>();

  async append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    const { entries: held, about, heads } = this.#open(group);
    const fresh: Entry[] = [];
    for (const chained of entries) {
      const { entry, hash } = chained;
      const id = idOf(entry);
      const head = heads.get(logOf(entry)) ?? NO_HEAD;
      if (entry.seq <= head.seq) continue;
      if (!held.has(id)) fresh.push(entry);
      held.set(id, chained);
      const of = aboutOf(entry);
      if (of !== null) about.set(of, (about.get(of) ?? new Set<EntryId>()).add(id));
      if (entry.seq === head.seq + 1) heads.set(logOf(entry), { seq: entry.seq, hash });
    }
    return fresh;
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, Head>> {
    return new Map(this.#groups.get(group)?.heads);
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Run[]> {
    const held = this.#groups.get(group);
    return held === undefined ? [] : fillPage(wants, maxBytes, readerOf(held));
  }

  async mend(crypto: LogCrypto, group: GroupId, log: LogId): Promise<Head> {
    const { entries, heads } = this.#open(group);
    const held = [...entries.values()]
      .filter(({ entry }) => logOf(entry) === log)
      .sort((a, b) => a.entry.seq - b.entry.seq);
    const head = soundHead(crypto, group, held);
    if (head.seq === 0) heads.delete(log);
    else heads.set(log, head);
    return head;
  }

  async hashAt(group: GroupId, log: LogId, seq: number): Promise<Hash | null> {
    const held = this.#groups.get(group);
    return held === undefined ? null : (readerOf(held).hashAt(log, seq) ?? null);
  }

  async keepFork(group: GroupId, log: LogId, evidence: Run): Promise<void> {
    const { forks } = this.#open(group);
    if (!forks.has(log)) forks.set(log, evidence);
  }

  async evidence(group: GroupId, log: LogId): Promise<Run | null> {
    return this.#groups.get(group)?.forks.get(log) ?? null;
  }

  async forks(group: GroupId): Promise<readonly LogId[]> {
    return [...(this.#groups.get(group)?.forks.keys() ?? [])];
  }

  async newest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    before: Ordered | null,
  ): Promise<readonly Entry[]> {
    const sorted = this.#inOrder(group, of).filter(
      (entry) => before === null || compareOrder(orderOf(entry), before) < 0,
    );
    return sorted.slice(Math.max(0, sorted.length - limit));
  }

  async oldest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    after: Ordered | null,
  ): Promise<readonly Entry[]> {
    return this.#inOrder(group, of)
      .filter((entry) => after === null || compareOrder(orderOf(entry), after) > 0)
      .slice(0, limit);
  }

  async entries(group: GroupId, ids: readonly EntryId[]): Promise<readonly Entry[]> {
    const held = this.#groups.get(group)?.entries;
    return [...new Set(ids)].flatMap((id) => held?.get(id)?.entry ?? []);
  }

  async changes(
    group: GroupId,
    ids: readonly EntryId[],
    latest: number,
  ): Promise<readonly Entry[]> {
    return [...new Set(ids)].flatMap((id) => {
      const done = this.#done(group, id, latest);
      const own = done.filter((entry) => isOwn(entry, id));
      const reactions = done.filter(({ kind }) => kind === REACT);
      const reactors = [...new Set(reactions.map(({ author }) => author))].sort();
      return [
        ...own.filter(({ kind }) => kind === EDIT).slice(0, 1),
        ...own.filter(({ kind }) => kind === DELETE).slice(0, 1),
        ...reactors
          .slice(0, MAX_REACTORS)
          .flatMap((by) =>
            reactions.filter(({ author }) => author === by).slice(0, MAX_MARKS_EACH),
          ),
      ];
    });
  }

  async edits(
    group: GroupId,
    id: EntryId,
    latest: number,
    limit: number,
  ): Promise<readonly Entry[]> {
    return this.#done(group, id, latest)
      .filter((entry) => entry.kind === EDIT && isOwn(entry, id))
      .slice(0, limit);
  }

  async watermarks(group: GroupId): Promise<readonly Watermark[]> {
    return [...(this.#groups.get(group)?.watermarks.values() ?? [])];
  }

  async keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): Promise<void> {
    const known = this.#open(group).watermarks;
    for (const each of watermarks) known.set(`${each[0]} ${each[1]}`, each);
  }

  async lines(
    group: GroupId,
    after: readonly Seen[],
    since: number,
    limit: number,
  ): Promise<readonly Line[]> {
    const found: Line[] = [];
    for (const [log, seq] of after) {
      const lines = this.#all(group)
        .filter(
          (entry) => logOf(entry) === log && entry.seq > seq && classOf(entry.kind) === 'line',
        )
        .filter(({ hlc }) => hlc[0] >= since)
        .sort((a, b) => a.seq - b.seq)
        .map((entry) => ({ ...orderOf(entry), sentAt: entry.sentAt }));
      found.push(...lines.slice(0, Math.max(1, limit - found.length)));
    }
    return found;
  }

  async seen(group: GroupId): Promise<readonly Seen[]> {
    return [...(this.#groups.get(group)?.seen ?? [])];
  }

  async keepSeen(group: GroupId, seen: readonly Seen[]): Promise<void> {
    for (const [log, seq] of seen) this.#open(group).seen.set(log, seq);
  }

  async close(): Promise<void> {
    this.#groups.clear();
  }

  #open(group: GroupId): Group {
    const held = this.#groups.get(group) ?? {
      entries: new Map<EntryId, Chained>(),
      about: new Map<EntryId, Set<EntryId>>(),
      heads: new Map<LogId, Head>(),
      forks: new Map<LogId, Run>(),
      watermarks: new Map<string, Watermark>(),
      seen: new Map<LogId, number>(),
    };
    this.#groups.set(group, held);
    return held;
  }

  /** What was done to an entry and is not ahead, the newest first. */
  #done(group: GroupId, id: EntryId, latest: number): readonly Entry[] {
    const { entries, about } = this.#open(group);
    return [...(about.get(id) ?? [])]
      .flatMap((each) => entries.get(each)?.entry ?? [])
      .filter((entry) => !isAhead(entry, latest))
      .sort((a, b) => compareOrder(orderOf(b), orderOf(a)));
  }

  #inOrder(group: GroupId, of: EntryClass): readonly Entry[] {
    return this.#all(group)
      .filter(({ kind }) => classOf(kind) === of)
      .sort((a, b) => compareOrder(orderOf(a), orderOf(b)));
  }

  #all(group: GroupId): readonly Entry[] {
    return [...(this.#groups.get(group)?.entries.values() ?? [])].map(({ entry }) => entry);
  }
}

function isOwn({ author }: Entry, id: EntryId): boolean {
  return id.startsWith(`${author}.`);
}

function readerOf({ entries, heads }: Group): LogReader {
  const at = (log: LogId, seq: number): Chained | undefined =>
    seq <= (heads.get(log)?.seq ?? 0) ? entries.get(entryId(log, seq)) : undefined;
  return {
    hashAt: (log, seq) => (seq === 0 ? GENESIS : at(log, seq)?.hash),
    read: (log, after) => {
      const next = at(log, after + 1);
      return next === undefined ? [] : [next];
    },
  };
}
