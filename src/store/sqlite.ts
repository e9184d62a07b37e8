import { setImmediate } from 'node:timers/promises';
import Database from 'libsql';
import * as v from 'valibot';
import { type Chained, GENESIS, type Head, type Run } from '../core/chain.ts';
import { type Entry, logOf } from '../core/entry.ts';
import {
  type Epoch,
  type GroupId,
  type Hash,
  type LogId,
  type PeerId,
  type Signature,
  splitEntryId,
  splitLogId,
} from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { Store, Watermark } from '../core/ports.ts';
import { fillPage } from './page.ts';

/**
 * One step a version, oldest first; `user_version` counts the steps taken. Never edit one that has
 * been released: add another.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE entry (
     grp     TEXT    NOT NULL,
     author  TEXT    NOT NULL,
     epoch   TEXT    NOT NULL,
     seq     INTEGER NOT NULL,
     wall    INTEGER NOT NULL,
     counter INTEGER NOT NULL,
     sent_at INTEGER NOT NULL,
     kind    TEXT    NOT NULL,
     body    TEXT    NOT NULL,
     hash    BLOB    NOT NULL,
     sig     BLOB,
     PRIMARY KEY (grp, author, epoch, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX entry_order ON entry (grp, kind, wall, counter, author, epoch, seq);
   CREATE TABLE head (
     grp  TEXT    NOT NULL,
     log  TEXT    NOT NULL,
     seq  INTEGER NOT NULL,
     hash BLOB    NOT NULL,
     PRIMARY KEY (grp, log)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE fork (
     grp  TEXT NOT NULL,
     log  TEXT NOT NULL,
     said TEXT NOT NULL,
     PRIMARY KEY (grp, log)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE watermark (
     grp    TEXT    NOT NULL,
     member TEXT    NOT NULL,
     log    TEXT    NOT NULL,
     seq    INTEGER NOT NULL,
     PRIMARY KEY (grp, member, log)
   ) STRICT, WITHOUT ROWID;`,
];

/** Rows read at a time when a page is filled: about half a page of short texts. */
const PAGE_ROWS = 512;

// libsql reads TEXT as a C string: a body would end at its first NUL. As bytes it comes whole.
const COLUMNS = 'author, epoch, seq, wall, counter, sent_at, kind, CAST(body AS BLOB) AS body';

// libsql gives bytes as one or the other, by the method that reads them.
const bytes = v.union([
  v.pipe(
    v.instance(ArrayBuffer),
    v.transform((found) => Buffer.from(found)),
  ),
  v.instance(Buffer),
]);
const hex = v.pipe(
  bytes,
  v.transform((found) => found.toString('hex')),
);
const row = v.object({
  author: v.string(),
  epoch: v.string(),
  seq: v.number(),
  wall: v.number(),
  counter: v.number(),
  sent_at: v.number(),
  kind: v.string(),
  body: v.pipe(
    bytes,
    v.transform((found) => found.toString()),
  ),
});
const rows = v.array(row);
const chainedRows = v.array(v.object({ ...row.entries, hash: hex, sig: v.nullable(hex) }));
const hashRow = v.optional(v.object({ hash: hex }));
const headRows = v.array(v.object({ log: v.string(), seq: v.number(), hash: hex }));
const logRows = v.array(v.object({ log: v.string() }));
const watermarkRows = v.array(v.object({ member: v.string(), log: v.string(), seq: v.number() }));
const versionRow = v.object({ user_version: v.number() });

/** Another program has this file open. */
export class StoreBusyError extends Error {}

/** The log in one SQLite file. What `append` has resolved survives a crash and a power cut. */
export class SqliteStore implements Store {
  readonly #db: Database.Database;

  /** Opens or makes the file; throws where it is not a database or comes from a newer Parley. */
  constructor(path: string) {
    this.#db = new Database(path);
    try {
      // One program at a time: the lock is the operating system's, so a crash releases it.
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
      this.#db.exec('BEGIN EXCLUSIVE; COMMIT;');
    } catch (cause) {
      this.#db.close();
      if (isBusy(cause)) throw new StoreBusyError(`${path} is in use`, { cause });
      throw cause;
    }
    try {
      // WAL with FULL syncs at every commit; fullfsync reaches the platters on macOS as well.
      this.#db.exec(
        'PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA trusted_schema = OFF;',
      );
      this.#migrate();
    } catch (cause) {
      this.#release();
      throw cause;
    }
  }

  async append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    const known = this.#db.prepare(
      'SELECT 1 FROM entry WHERE grp = ? AND author = ? AND epoch = ? AND seq = ?',
    );
    const put = this.#db.prepare(
      'INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    const move = this.#db.prepare('INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?)');
    const heads = new Map<LogId, number>();
    const moved = new Map<LogId, Chained>();
    const fresh: Entry[] = [];
    this.#inTransaction(() => {
      for (const chained of entries) {
        const { entry, hash, sig } = chained;
        const { author, epoch, seq, hlc, sentAt, kind, body } = entry;
        const log = logOf(entry);
        const head = heads.get(log) ?? this.#headOf(group, log);
        heads.set(log, head);
        if (seq <= head) continue;
        if (known.get(group, author, epoch, seq) === undefined) fresh.push(entry);
        const proof = [Buffer.from(hash, 'hex'), sig === null ? null : Buffer.from(sig, 'hex')];
        put.run(group, author, epoch, seq, hlc[0], hlc[1], sentAt, kind, body, ...proof);
        if (seq !== head + 1) continue;
        heads.set(log, seq);
        moved.set(log, chained);
      }
      for (const [log, { entry, hash }] of moved) {
        move.run(group, log, entry.seq, Buffer.from(hash, 'hex'));
      }
    });
    // A sync holds up the whole program: what came in meanwhile is read now, and shares the next one.
    await setImmediate();
    return fresh;
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, Head>> {
    const found = this.#db.prepare('SELECT log, seq, hash FROM head WHERE grp = ?').all(group);
    return new Map(
      v
        .parse(headRows, found)
        .map(({ log, seq, hash }) => [log as LogId, { seq, hash: hash as Hash }]),
    );
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Run[]> {
    return fillPage(wants, maxBytes, {
      hashAt: (log, seq) => this.#hashAt(group, log, seq),
      read: (log, after) => this.#readLog(group, log, after),
    });
  }

  async keepFork(group: GroupId, log: LogId, entries: readonly Chained[]): Promise<void> {
    this.#db
      .prepare('INSERT OR IGNORE INTO fork VALUES (?, ?, ?)')
      .run(group, log, JSON.stringify(entries));
  }

  async forks(group: GroupId): Promise<readonly LogId[]> {
    const found = this.#db.prepare('SELECT log FROM fork WHERE grp = ?').all(group);
    return v.parse(logRows, found).map(({ log }) => log as LogId);
  }

  async newest(
    group: GroupId,
    kind: string,
    limit: number,
    before: Ordered | null,
  ): Promise<readonly Entry[]> {
    const columns = '(wall, counter, author, epoch, seq)';
    const bound = before === null ? '' : `AND ${columns} < (?, ?, ?, ?, ?)`;
    const found = this.#db
      .prepare(
        `SELECT ${COLUMNS} FROM entry WHERE grp = ? AND kind = ? ${bound}
         ORDER BY wall DESC, counter DESC, author DESC, epoch DESC, seq DESC LIMIT ?`,
      )
      .all(group, kind, ...(before === null ? [] : orderValues(before)), limit);
    return toEntries(found).reverse();
  }

  async watermarks(group: GroupId): Promise<readonly Watermark[]> {
    const found = this.#db
      .prepare('SELECT member, log, seq FROM watermark WHERE grp = ?')
      .all(group);
    return v
      .parse(watermarkRows, found)
      .map(({ member, log, seq }) => [member as PeerId, log as LogId, seq]);
  }

  async keepWatermarks(group: GroupId, watermarks: readonly Watermark[]): Promise<void> {
    const put = this.#db.prepare('INSERT OR REPLACE INTO watermark VALUES (?, ?, ?, ?)');
    this.#inTransaction(() => {
      for (const [member, log, seq] of watermarks) put.run(group, member, log, seq);
    });
  }

  async close(): Promise<void> {
    this.#release();
  }

  /**
   * Closes, and gives the lock back at once. libsql keeps a closed connection, lock and all, until
   * the last of its statements has been collected as garbage; and SQLite gives an exclusive lock
   * back at the first access outside WAL (SQLite, "PRAGMA locking_mode").
   */
  #release(): void {
    try {
      this.#db.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;');
      this.#db.exec('BEGIN IMMEDIATE; COMMIT;');
    } finally {
      this.#db.close();
    }
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

  #readLog(group: GroupId, log: LogId, after: number): readonly Chained[] {
    const { author, epoch } = splitLogId(log);
    const found = this.#db
      .prepare(
        `SELECT ${COLUMNS}, hash, sig FROM entry
         WHERE grp = ? AND author = ? AND epoch = ? AND seq > ? AND seq <= ?
         ORDER BY seq LIMIT ?`,
      )
      .all(group, author, epoch, after, this.#headOf(group, log), PAGE_ROWS);
    return v.parse(chainedRows, found).map((each) => ({
      entry: toEntry(each),
      hash: each.hash as Hash,
      sig: each.sig as Signature | null,
    }));
  }

  #migrate(): void {
    const found = this.#db.prepare('PRAGMA user_version').get();
    const version = v.parse(versionRow, found).user_version;
    if (version > MIGRATIONS.length) {
      throw new Error('This history was written by a newer version of Parley.');
    }
    MIGRATIONS.slice(version).forEach((step, index) => {
      this.#inTransaction(() =>
        this.#db.exec(`${step} PRAGMA user_version = ${version + index + 1};`),
      );
    });
  }

  #inTransaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (cause) {
      this.#db.exec('ROLLBACK');
      throw cause;
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /\bSQLITE_BUSY\b|database is locked/.test(String(error));
}

function orderValues({ id, hlc }: Ordered): readonly (string | number)[] {
  const [log, seq] = splitEntryId(id);
  const { author, epoch } = splitLogId(log);
  return [hlc[0], hlc[1], author, epoch, seq];
}

function toEntries(found: unknown): Entry[] {
  return v.parse(rows, found).map(toEntry);
}

/** Ids were checked when the entry came in; the file is this profile's own. */
function toEntry(found: v.InferOutput<typeof row>): Entry {
  const { author, epoch, seq, wall, counter, sent_at: sentAt, kind, body } = found;
  const place = { author: author as PeerId, epoch: epoch as Epoch, seq };
  return { ...place, hlc: [wall, counter], sentAt, kind, body };
}
