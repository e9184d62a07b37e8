import { type Entry, idOf, logOf } from '../core/entry.ts';
import type { EntryId, GroupId, LogId } from '../core/ids.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Store } from '../core/ports.ts';
import { fillPage } from './page.ts';

type Group = Map<EntryId, Entry>;

/** The log in memory: for tests, simulation and anybody who wants no history. */
export class MemoryStore implements Store {
  readonly #groups = new Map<GroupId, Group>();

  async append(group: GroupId, entries: readonly Entry[]): Promise<void> {
    const log = this.#groups.get(group) ?? new Map<EntryId, Entry>();
    this.#groups.set(group, log);
    for (const entry of entries) {
      const id = idOf(entry);
      if (!log.has(id)) log.set(id, entry);
    }
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, number>> {
    const heads = new Map<LogId, number>();
    for (const entry of this.#all(group)) {
      const log = logOf(entry);
      heads.set(log, Math.max(heads.get(log) ?? 0, entry.seq));
    }
    return heads;
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Entry[]> {
    return fillPage(wants, maxBytes, (author, epoch, after) =>
      this.#all(group)
        .filter((entry) => entry.author === author && entry.epoch === epoch && entry.seq > after)
        .sort((a, b) => a.seq - b.seq),
    );
  }

  async newest(
    group: GroupId,
    kind: string,
    limit: number,
    before: Ordered | null,
  ): Promise<readonly Entry[]> {
    return this.#all(group)
      .filter((entry) => entry.kind === kind)
      .filter((entry) => before === null || compareOrder(ordered(entry), before) < 0)
      .sort((a, b) => compareOrder(ordered(a), ordered(b)))
      .slice(-limit);
  }

  async latestByAuthor(group: GroupId, kind: string): Promise<readonly Entry[]> {
    const latest = new Map<string, Entry>();
    for (const entry of this.#all(group)) {
      const known = latest.get(entry.author);
      if (entry.kind !== kind) continue;
      if (known === undefined || compareOrder(ordered(entry), ordered(known)) > 0) {
        latest.set(entry.author, entry);
      }
    }
    return [...latest.values()];
  }

  async close(): Promise<void> {
    this.#groups.clear();
  }

  #all(group: GroupId): readonly Entry[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }
}

function ordered(entry: Entry): Ordered {
  return { id: idOf(entry), hlc: entry.hlc };
}
