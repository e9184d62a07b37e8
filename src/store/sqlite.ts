import Database from 'libsql';
import * as v from 'valibot';
import type { Entry } from '../core/entry.ts';
import {
  type Epoch,
  type GroupId,
  type LogId,
  logId,
  type PeerId,
  splitEntryId,
  splitLogId,
} from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { Store } from '../core/ports.ts';
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
     PRIMARY KEY (grp, author, epoch, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX entry_order ON entry (grp, kind, wall, counter, author, epoch, seq);`,
];

/** Rows read at a time when a page is filled: a page of short texts holds about this many. */
const PAGE_ROWS = 1_024;

// libsql reads TEXT as a C string: a body would end at its first NUL. As bytes it comes whole.
const COLUMNS = 'author, epoch, seq, wall, counter, sent_at, kind, CAST(body AS BLOB) AS body';

const row = v.object({
  author: v.string(),
  epoch: v.string(),
  seq: v.number(),
  wall: v.number(),
  counter: v.number(),
  sent_at: v.number(),
  kind: v.string(),
  body: v.pipe(
    v.instance(ArrayBuffer),
    v.transform((bytes) => Buffer.from(bytes).toString()),
  ),
});
const rows = v.array(row);
const headRows = v.array(v.object({ author: v.string(), epoch: v.string(), last: v.number() }));
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

  async append(group: GroupId, entries: readonly Entry[]): Promise<void> {
    const insert = this.#db.prepare(
      'INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#inTransaction(() => {
      for (const { author, epoch, seq, hlc, sentAt, kind, body } of entries) {
        insert.run(group, author, epoch, seq, hlc[0], hlc[1], sentAt, kind, body);
      }
    });
  }

  async heads(group: GroupId): Promise<ReadonlyMap<LogId, number>> {
    const found = this.#db
      .prepare('SELECT author, epoch, max(seq) AS last FROM entry WHERE grp = ? GROUP BY 1, 2')
      .all(group);
    return new Map(
      v
        .parse(headRows, found)
        .map(({ author, epoch, last }) => [logId(author as PeerId, epoch as Epoch), last]),
    );
  }

  async page(
    group: GroupId,
    wants: readonly (readonly [log: LogId, after: number])[],
    maxBytes: number,
  ): Promise<readonly Entry[]> {
    return fillPage(wants, maxBytes, (author, epoch, after) =>
      this.#readLog(group, author, epoch, after),
    );
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

  async latestByAuthor(group: GroupId, kind: string): Promise<readonly Entry[]> {
    const found = this.#db
      .prepare(
        `SELECT ${COLUMNS} FROM (
           SELECT *, row_number() OVER (
             PARTITION BY author ORDER BY wall DESC, counter DESC, epoch DESC, seq DESC
           ) AS newest FROM entry WHERE grp = ? AND kind = ?
         ) WHERE newest = 1`,
      )
      .all(group, kind);
    return toEntries(found);
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

  #readLog(group: GroupId, author: PeerId, epoch: Epoch, after: number): readonly Entry[] {
    const found = this.#db
      .prepare(
        `SELECT ${COLUMNS} FROM entry WHERE grp = ? AND author = ? AND epoch = ? AND seq > ?
         ORDER BY seq LIMIT ?`,
      )
      .all(group, author, epoch, after, PAGE_ROWS);
    return toEntries(found);
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
  // Ids were checked when the entry came in; the file is this profile's own.
  return v.parse(rows, found).map(({ wall, counter, sent_at, ...rest }) => ({
    ...rest,
    author: rest.author as PeerId,
    epoch: rest.epoch as Epoch,
    hlc: [wall, counter],
    sentAt: sent_at,
  }));
}
