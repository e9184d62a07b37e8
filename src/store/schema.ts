import { closeSync, openSync, readSync } from 'node:fs';
import type Database from 'libsql';
import * as v from 'valibot';
import { inTransaction, StoreDamagedError } from './connection.ts';

/**
 * One step a version, oldest first; `user_version` counts the steps taken. Never edit one that has
 * been released: add another. Tables are WITHOUT ROWID, and salvage.ts knows each by its form.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE log (
     id     INTEGER NOT NULL PRIMARY KEY,
     -- The id of the first log of its group, which stands for the group.
     room   INTEGER NOT NULL,
     grp    TEXT    NOT NULL,
     author TEXT    NOT NULL,
     epoch  TEXT    NOT NULL,
     -- The head: how far it is held without gaps.
     seq    INTEGER NOT NULL,
     hash   BLOB    NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE UNIQUE INDEX log_name ON log (grp, author, epoch);
   CREATE TABLE entry (
     log     INTEGER NOT NULL,
     seq     INTEGER NOT NULL,
     wall    INTEGER NOT NULL,
     counter INTEGER NOT NULL,
     sent_at INTEGER NOT NULL,
     kind    TEXT    NOT NULL,
     body    TEXT    NOT NULL,
     hash    BLOB    NOT NULL,
     sig     BLOB,
     -- What follows from the rest is here so that it can be looked up: the class as a number (rows.ts).
     room    INTEGER NOT NULL,
     class   INTEGER NOT NULL,
     about   TEXT,
     -- Whose log it is: where it is about another entry, and here and there, for salvage.ts.
     grp     TEXT,
     author  TEXT,
     epoch   TEXT,
     PRIMARY KEY (log, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX entry_order ON entry (room, class, wall, counter, log, seq);
   -- sent_at: so that what is from days ahead is passed over without a look at its row.
   CREATE INDEX entry_about ON entry (room, about, kind, author, wall, counter, epoch, seq, sent_at)
     WHERE about IS NOT NULL;
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
     read   INTEGER NOT NULL,
     PRIMARY KEY (grp, member, log)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE seen (
     grp TEXT    NOT NULL,
     log TEXT    NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (grp, log)
   ) STRICT, WITHOUT ROWID;`,
];

const MAGIC = 'SQLite format 3\0';
const versionRow = v.object({ user_version: v.number() });
const countRow = v.object({ tables: v.number() });
const COUNT_TABLES = 'SELECT count(*) AS tables FROM sqlite_schema';

/**
 * Throws where a newer Parley wrote the file. Read without SQLite, which would change a counter in it:
 * the version stands at byte 60 (SQLite, "Database File Format", section 1.3).
 */
export function refuseNewer(path: string): void {
  const header = Buffer.alloc(64);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return; // not there, or not to be read: SQLite says so
  }
  try {
    readSync(file, header, 0, header.byteLength, 0);
  } catch {
    return; // a folder
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1').startsWith(MAGIC)) refuseVersion(header.readUInt32BE(60));
}

function refuseVersion(version: number): void {
  if (version > MIGRATIONS.length) {
    throw new Error('This history was written by a newer version of Parley.');
  }
}

/** Brings the tables to what this version knows; throws where a newer one wrote them. */
export function migrate(db: Database.Database): void {
  const version = v.parse(versionRow, db.prepare('PRAGMA user_version').get()).user_version;
  refuseVersion(version);
  const { tables } = v.parse(countRow, db.prepare(COUNT_TABLES).get());
  if (version === 0 && tables > 0) throw new StoreDamagedError('tables of no version');
  MIGRATIONS.slice(version).forEach((step, index) => {
    inTransaction(db, () => db.exec(`${step} PRAGMA user_version = ${version + index + 1};`));
  });
  // A damaged list of tables shows now, and not in the middle of a conversation.
  db.exec('SELECT 1 FROM entry, log WHERE 0');
}
