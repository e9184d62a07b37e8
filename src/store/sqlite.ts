import { setImmediate } from 'node:timers/promises';
import type Database from 'libsql';
import * as v from 'valibot';
import { type Chained, GENESIS, type Head, type Run } from '../core/chain.ts';
import type { EntryClass } from '../core/content.ts';
import { type Entry, logOf } from '../core/entry.ts';
import {
  type EntryId,
  type GroupId,
  type Hash,
  type LogId,
  type PeerId,
  splitEntryId,
  splitLogId,
} from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { Line, LogCrypto, Seen, Store, Watermark } from '../core/ports.ts';
import { formatRun, parseRun } from '../core/wire.ts';
import { readChanges, readEdits } from './changes.ts';
import { inTransaction, isDamage, openDatabase, release, StoreDamagedError } from './connection.ts';
import { isMarked, mark } from './damage-mark.ts';
import { readLines } from './lines.ts';
import { fillPage } from './page.ts';
import { COLUMNS, hex, PUT_ENTRY, PUT_HEAD, toChained, toEntries, toValues } from './rows.ts';
import { migrate } from './schema.ts';
import { soundHead } from './sound.ts';

/** Rows read at a time when a page is filled: about half a page of short texts. */
const PAGE_ROWS = 512;

const hashRow = v.optional(v.object({ hash: hex }));
const headRows = v.array(v.object({ log: v.string(), seq: v.number(), hash: hex }));
const saidRow = v.optional(v.object({ said: v.string() }));
const logRows = v.array(v.object({ log: v.string() }));
const seenRows = v.array(v.object({ log: v.string(), seq: v.number() }));
const watermarkRows = v.array(
  v.object({ member: v.string(), log: v.string(), seq: v.number(), read: v.number() }),
);

/** The log in one SQLite file. What `append` has resolved survives a crash and a power cut. */
export class SqliteStore implements Store {
  readonly #path: string;
  readonly #db: Database.Database;

  /**
   * Opens or makes the file. Throws {@link StoreBusyError} where another program has it,
   * {@link StoreDamagedError} where it is damaged, and else where a newer Parley wrote it.
   */
  constructor(path: string) {
    this.#path = path;
    if (isMarked(path)) throw new StoreDamagedError(`${path} is damaged`);
    try {
      this.#db = openMigrated(path);
    } catch (cause) {
      // The next look may not find it: SQLite moves what is in the WAL on closing.
      if (isDamage(cause)) mark(path);
      throw cause;
    }
  }

  async append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    const fresh = this.#use(() => this.#append(group, entries));
    // A sync holds up the whole program: what came in meanwhile is read now, and shares the next one.
    await setImmediate();
    return fresh;
  }

  #append(group: GroupId, entries: readonly Chained[]): readonly Entry[] {
    const known = this.#db.prepare(
      'SELECT 1 FROM entry WHERE grp = ? AND author = ? AND epoch = ? AND seq = ?',
    );
    const put = this.#db.prepare(PUT_ENTRY);
    const move = this.#db.prepare(PUT_HEAD);
    const heads = new Map<LogId, number>();
    const moved = new Map<LogId, Chained>();
    const fresh: Entry[] = [];
    inTransaction(this.#db, () => {
      for (const chained of entries) {
        const { entry } = chained;
        const { author, epoch, seq } = entry;
        const log = logOf(entry);
        const head = heads.get(log) ?? this.#headOf(group, log);
        heads.set(log, head);
        if (seq <= head) continue;
        if (known.get(group, author, epoch, seq) === undefined) fresh.push(entry);
        put.run(...toValues(group, chained));
        if (seq !== head + 1) continue;
        heads.set(log, seq);
        moved.set(log, chained);
      }
      for (const [log, { entry, hash }] of moved) {
        move.run(group, log, entry.seq, Buffer.from(hash, 'hex'));
      }
    });
    return fresh;
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, Head>> {
    const select = 'SELECT log, seq, hash FROM head WHERE grp = ?';
    const found = this.#use(() => v.parse(headRows, this.#db.prepare(select).all(group)));
    return new Map(found.map(({ log, seq, hash }) => [log as LogId, { seq, hash: hash as Hash }]));
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Run[]> {
    return this.#use(() =>
      fillPage(wants, maxBytes, {
        hashAt: (log, seq) => this.#hashAt(group, log, seq),
        read: (log, after) => this.#readLog(group, log, after, this.#headOf(group, log)),
      }),
    );
  }

  async mend(crypto: LogCrypto, group: GroupId, log: LogId): Promise<Head> {
    return this.#use(() => {
      const head = soundHead(crypto, group, this.#wholeLog(group, log));
      const { seq, hash } = head;
      if (seq > 0) this.#db.prepare(PUT_HEAD).run(group, log, seq, Buffer.from(hash, 'hex'));
      else this.#db.prepare('DELETE FROM head WHERE grp = ? AND log = ?').run(group, log);
      return head;
    });
  }

  async hashAt(group: GroupId, log: LogId, seq: number): Promise<Hash | null> {
    return this.#use(() => this.#hashAt(group, log, seq) ?? null);
  }

  async keepFork(group: GroupId, log: LogId, evidence: Run): Promise<void> {
    const insert = 'INSERT OR IGNORE INTO fork VALUES (?, ?, ?)';
    this.#use(() => this.#db.prepare(insert).run(group, log, formatRun(evidence)));
  }

  async evidence(group: GroupId, log: LogId): Promise<Run | null> {
    const select = 'SELECT said FROM fork WHERE grp = ? AND log = ?';
    const found = this.#use(() => v.parse(saidRow, this.#db.prepare(select).get(group, log)));
    return found === undefined ? null : parseRun(found.said);
  }

  async forks(group: GroupId): Promise<readonly LogId[]> {
    const select = 'SELECT log FROM fork WHERE grp = ?';
    const found = this.#use(() => v.parse(logRows, this.#db.prepare(select).all(group)));
    return found.map(({ log }) => log as LogId);
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
    const where = 'grp = ? AND author = ? AND epoch = ? AND seq = ?';
    const values = ids.map((id) => {
      const [log, seq] = splitEntryId(id);
      const { author, epoch } = splitLogId(log);
      return [group, author, epoch, seq];
    });
    return this.#readAll(`WHERE ${where}`, values);
  }

  async changes(
    group: GroupId,
    ids: readonly EntryId[],
    latest: number,
  ): Promise<readonly Entry[]> {
    return this.#use(() => ids.flatMap((id) => readChanges(this.#db, group, id, latest)));
  }

  async edits(
    group: GroupId,
    id: EntryId,
    latest: number,
    limit: number,
  ): Promise<readonly Entry[]> {
    return this.#use(() => readEdits(this.#db, group, id, latest, limit));
  }

  async watermarks(group: GroupId): Promise<readonly Watermark[]> {
    const select = 'SELECT member, log, seq, read FROM watermark WHERE grp = ?';
    const found = this.#use(() => v.parse(watermarkRows, this.#db.prepare(select).all(group)));
    return found.map(({ member, log, seq, read }) => [member as PeerId, log as LogId, seq, read]);
  }

  async keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): Promise<void> {
    this.#use(() => {
      const put = this.#db.prepare('INSERT OR REPLACE INTO watermark VALUES (?, ?, ?, ?, ?)');
      inTransaction(this.#db, () => {
        for (const each of watermarks) put.run(group, ...each);
      });
    });
  }

  async lines(
    group: GroupId,
    after: readonly Seen[],
    since: number,
    limit: number,
  ): Promise<readonly Line[]> {
    return this.#use(() => readLines(this.#db, group, after, since, limit));
  }

  async seen(group: GroupId): Promise<readonly Seen[]> {
    const select = 'SELECT log, seq FROM seen WHERE grp = ?';
    const found = this.#use(() => v.parse(seenRows, this.#db.prepare(select).all(group)));
    return found.map(({ log, seq }) => [log as LogId, seq]);
  }

  async keepSeen(group: GroupId, seen: readonly Seen[]): Promise<void> {
    this.#use(() => {
      const put = this.#db.prepare('INSERT OR REPLACE INTO seen VALUES (?, ?, ?)');
      inTransaction(this.#db, () => {
        for (const [log, seq] of seen) put.run(group, log, seq);
      });
    });
  }

  async close(): Promise<void> {
    try {
      release(this.#db);
    } catch (cause) {
      // Damage that nothing else has met is found at the next start.
      if (!isDamage(cause)) throw cause;
    }
  }

  /** What one query finds for each of these values. */
  #readAll(rest: string, values: readonly (readonly unknown[])[]): readonly Entry[] {
    return this.#use(() => {
      const select = this.#db.prepare(`SELECT ${COLUMNS} FROM entry ${rest}`);
      return values.flatMap((each) => toEntries(select.all(...each)));
    });
  }

  /** Entries of a class beyond a place, the nearest first. */
  #inOrder(
    group: GroupId,
    of: EntryClass,
    limit: number,
    from: Ordered | null,
    way: 'ASC' | 'DESC',
  ): Entry[] {
    const columns = ['wall', 'counter', 'author', 'epoch', 'seq'];
    const beyond = `AND (${columns}) ${way === 'ASC' ? '>' : '<'} (?, ?, ?, ?, ?)`;
    const select = `SELECT ${COLUMNS} FROM entry WHERE grp = ? AND class = ?
      ${from === null ? '' : beyond}
      ORDER BY ${columns.map((column) => `${column} ${way}`).join(', ')} LIMIT ?`;
    const values = [group, of, ...(from === null ? [] : orderValues(from)), limit];
    return toEntries(this.#db.prepare(select).all(...values));
  }

  #headOf(group: GroupId, log: LogId): number {
    const found = this.#db
      .prepare('SELECT log, seq, hash FROM head WHERE grp = ? AND log = ?')
      .all(group, log);
    return v.parse(headRows, found)[0]?.seq ?? 0;
  }

  #hashAt(group: GroupId, log: LogId, seq: number): Hash | undefined {
    if (seq === 0) return GENESIS;
    if (seq > this.#headOf(group, log)) return undefined;
    const { author, epoch } = splitLogId(log);
    const found = this.#db
      .prepare('SELECT hash FROM entry WHERE grp = ? AND author = ? AND epoch = ? AND seq = ?')
      .get(group, author, epoch, seq);
    return v.parse(hashRow, found)?.hash as Hash | undefined;
  }

  #readLog(group: GroupId, log: LogId, after: number, upTo: number): readonly Chained[] {
    const { author, epoch } = splitLogId(log);
    const select = `SELECT ${COLUMNS}, hash, sig FROM entry
      WHERE grp = ? AND author = ? AND epoch = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`;
    const found = this.#db.prepare(select).all(group, author, epoch, after, upTo, PAGE_ROWS);
    return found.map(toChained);
  }

  /** All of a log, beyond its head too. */
  *#wholeLog(group: GroupId, log: LogId): Iterable<Chained> {
    for (let after = 0; ; ) {
      const read = this.#readLog(group, log, after, Number.MAX_SAFE_INTEGER);
      yield* read;
      const last = read.at(-1);
      if (last === undefined) return;
      after = last.entry.seq;
    }
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

function orderValues({ id, hlc }: Ordered): readonly (string | number)[] {
  const [log, seq] = splitEntryId(id);
  const { author, epoch } = splitLogId(log);
  return [hlc[0], hlc[1], author, epoch, seq];
}
