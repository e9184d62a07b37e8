import type Database from 'libsql';
import { type Chained, GENESIS, type Head, NO_HEAD, type Run } from '../core/chain.ts';
import type { EntryClass } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import { type EntryId, type GroupId, type Hash, type LogId, splitEntryId } from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { Line, LogCrypto, Seen, Store, Watermark } from '../core/ports.ts';
import { append } from './append.ts';
import { readChanges, readEdits } from './changes.ts';
import { isDamage, openDatabase, release, StoreDamagedError } from './connection.ts';
import { isMarked, mark } from './damage-mark.ts';
import { readLines } from './lines.ts';
import { Logs } from './logs.ts';
import { Marks } from './marks.ts';
import { fillPage } from './page.ts';
import { readAt, readHash, readInOrder, readLog, wholeLog } from './read.ts';
import { migrate } from './schema.ts';
import { soundHead } from './sound.ts';
import { Statements } from './statements.ts';

/** The log in one SQLite file. What `append` has resolved survives a crash and a power cut. */
export class SqliteStore implements Store {
  readonly #path: string;
  readonly #sql: Statements;
  readonly #logs: Logs;
  readonly #marks: Marks;

  /**
   * Opens or makes the file. Throws {@link StoreBusyError} where another program has it,
   * {@link StoreDamagedError} where it is damaged, and else where a newer Parley wrote it.
   */
  constructor(path: string) {
    this.#path = path;
    if (isMarked(path)) throw new StoreDamagedError(`${path} is damaged`);
    try {
      this.#sql = new Statements(openMigrated(path));
    } catch (cause) {
      // The next look may not find it: SQLite moves what is in the WAL on closing.
      if (isDamage(cause)) mark(path);
      throw cause;
    }
    this.#logs = new Logs(this.#sql);
    this.#marks = new Marks(this.#sql);
  }

  async append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    return this.#use(() => append(this.#sql, this.#logs, group, entries));
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, Head>> {
    const logs = this.#use(() => this.#logs.of(group));
    // A log of which only something further on is here has no head yet.
    const begun = [...logs].filter(([, { head }]) => head.seq > 0);
    return new Map(begun.map(([log, { head }]) => [log, head]));
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Run[]> {
    return this.#use(() =>
      fillPage(wants, maxBytes, {
        hashAt: (log, seq) => this.#hashAt(group, log, seq),
        read: (name, after) => {
          const log = this.#logs.find(group, name);
          return log === undefined ? [] : readLog(this.#sql, log, after, log.head.seq);
        },
      }),
    );
  }

  async mend(crypto: LogCrypto, group: GroupId, name: LogId): Promise<Head> {
    return this.#use(() => {
      const log = this.#logs.find(group, name);
      if (log === undefined) return NO_HEAD;
      const head = soundHead(crypto, group, wholeLog(this.#sql, log));
      this.#logs.move(log, head);
      return head;
    });
  }

  async hashAt(group: GroupId, log: LogId, seq: number): Promise<Hash | null> {
    return this.#use(() => this.#hashAt(group, log, seq) ?? null);
  }

  async keepFork(group: GroupId, log: LogId, evidence: Run): Promise<void> {
    this.#use(() => this.#marks.keepFork(group, log, evidence));
  }

  async evidence(group: GroupId, log: LogId): Promise<Run | null> {
    return this.#use(() => this.#marks.evidence(group, log));
  }

  async forks(group: GroupId): Promise<readonly LogId[]> {
    return this.#use(() => this.#marks.forks(group));
  }

  async newest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    before: Ordered | null,
  ): Promise<readonly Entry[]> {
    return this.#use(() => this.#inOrder(group, of, limit, before, 'DESC').reverse());
  }

  async oldest(
    group: GroupId,
    of: EntryClass,
    limit: number,
    after: Ordered | null,
  ): Promise<readonly Entry[]> {
    return this.#use(() => this.#inOrder(group, of, limit, after, 'ASC'));
  }

  async entries(group: GroupId, ids: readonly EntryId[]): Promise<readonly Entry[]> {
    return this.#use(() =>
      ids.flatMap((id) => {
        const [name, seq] = splitEntryId(id);
        const log = this.#logs.find(group, name);
        return log === undefined ? [] : readAt(this.#sql, log, seq);
      }),
    );
  }

  async changes(
    group: GroupId,
    ids: readonly EntryId[],
    latest: number,
  ): Promise<readonly Entry[]> {
    return this.#use(() => readChanges(this.#sql, this.#logs.roomOf(group), ids, latest));
  }

  async edits(
    group: GroupId,
    id: EntryId,
    latest: number,
    limit: number,
  ): Promise<readonly Entry[]> {
    return this.#use(() => readEdits(this.#sql, this.#logs.roomOf(group), id, latest, limit));
  }

  async watermarks(group: GroupId): Promise<readonly Watermark[]> {
    return this.#use(() => this.#marks.watermarks(group));
  }

  async keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): Promise<void> {
    this.#use(() => this.#marks.keepWatermarks(group, watermarks));
  }

  async lines(
    group: GroupId,
    after: readonly Seen[],
    since: number,
    limit: number,
  ): Promise<readonly Line[]> {
    return this.#use(() => readLines(this.#sql, this.#logs, group, after, since, limit));
  }

  async seen(group: GroupId): Promise<readonly Seen[]> {
    return this.#use(() => this.#marks.seen(group));
  }

  async keepSeen(group: GroupId, seen: readonly Seen[]): Promise<void> {
    this.#use(() => this.#marks.keepSeen(group, seen));
  }

  async close(): Promise<void> {
    try {
      release(this.#sql.db);
    } catch (cause) {
      // Damage that nothing else has met is found at the next start.
      if (!isDamage(cause)) throw cause;
    }
  }

  #inOrder(
    group: GroupId,
    of: EntryClass,
    limit: number,
    from: Ordered | null,
    way: 'ASC' | 'DESC',
  ): Entry[] {
    const room = this.#logs.roomOf(group);
    return readInOrder(this.#sql, room, of, limit, from, way);
  }

  #hashAt(group: GroupId, name: LogId, seq: number): Hash | undefined {
    if (seq === 0) return GENESIS;
    const log = this.#logs.find(group, name);
    return log === undefined ? undefined : readHash(this.#sql, log, seq);
  }

  /** Does what reads or writes. Damage that shows is marked, so that the next start sees to it. */
  #use<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      mark(this.#path);
      throw new StoreDamagedError(
        'it is damaged. Close Parley and start it again: what can be read is saved then, and the rest comes back from the others.',
        { cause },
      );
    }
  }
}

function openMigrated(path: string): Database.Database {
  const db = openDatabase(path);
  try {
    migrate(db);
    return db;
  } catch (cause) {
    if (isDamage(cause)) db.close();
    else release(db);
    throw cause;
  }
}
