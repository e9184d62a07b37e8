import { existsSync } from 'node:fs';
import Database from 'libsql';
import * as v from 'valibot';

/** Another program has this file open. */
export class StoreBusyError extends Error {}

/** The file does not hold what it held: see open-history.ts for what becomes of it. */
export class StoreDamagedError extends Error {}

/**
 * Opens a database that is this program's alone until it is closed, and whose commits survive a power
 * cut. Throws {@link StoreBusyError} where another program has it, {@link StoreDamagedError} where
 * it is none any more.
 */
export function openDatabase(path: string): Database.Database {
  const unclean = existsSync(`${path}-wal`);
  const db = new Database(path);
  try {
    // One program at a time: the lock is the operating system's, so a crash releases it.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;');
    db.exec('BEGIN EXCLUSIVE; COMMIT;');
    // WAL with FULL syncs at every commit; fullfsync reaches the platters on macOS as well.
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA trusted_schema = OFF;');
    // Damaged pages are noticed when they are read, not once they have led astray.
    db.exec('PRAGMA cell_size_check = ON;');
    if (unclean) db.exec(QUICK_CHECK);
    return db;
  } catch (cause) {
    // Not released as below: that would write to a file which is somebody else's, or damaged.
    db.close();
    if (isBusy(cause)) throw new StoreBusyError(`${path} is in use`, { cause });
    if (isDamage(cause)) throw new StoreDamagedError(`${path} is damaged`, { cause });
    throw cause;
  }
}

/**
 * Closes, and gives the lock back at once. libsql keeps a closed connection, lock and all, until
 * the last of its statements has been collected as garbage; and SQLite gives an exclusive lock
 * back at the first access outside WAL (SQLite, "PRAGMA locking_mode").
 */
export function release(db: Database.Database): void {
  try {
    db.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL;');
    db.exec('BEGIN IMMEDIATE; COMMIT;');
  } finally {
    db.close();
  }
}

export function inTransaction(db: Database.Database, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (cause) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // A full disk has ended the transaction already, and is the reason to tell.
    }
    throw cause;
  }
}

/** No database, or one that ends before a page that belongs to it: no disk has failed then. */
const DAMAGE: ReadonlySet<string> = new Set(['SQLITE_NOTADB', 'SQLITE_IOERR_SHORT_READ']);

/** Whether an error says that what is in the file is not what was written there. */
export function isDamage(error: unknown): boolean {
  if (error instanceof StoreDamagedError || v.isValiError(error)) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_CORRUPT') || DAMAGE.has(code) || isCheckFailed(error);
}

/**
 * Throws where the pages do not fit together. Only after a crash, because it reads the whole file
 * (docs/decisions/0012). One step, without a statement that would outlive the connection.
 */
const QUICK_CHECK = `SELECT json(quick_check) FROM pragma_quick_check(1) WHERE quick_check <> 'ok'`;

function isCheckFailed(error: unknown): boolean {
  return error instanceof Error && error.message.includes('malformed JSON');
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /\bSQLITE_BUSY\b|database is locked/.test(String(error));
}
