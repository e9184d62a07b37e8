import type Database from 'libsql';
import * as v from 'valibot';
import { inTransaction } from './connection.ts';

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

const versionRow = v.object({ user_version: v.number() });

/** Brings the tables to what this version knows; throws where a newer one wrote them. */
export function migrate(db: Database.Database): void {
  const version = v.parse(versionRow, db.prepare('PRAGMA user_version').get()).user_version;
  if (version > MIGRATIONS.length) {
    throw new Error('This history was written by a newer version of Parley.');
  }
  MIGRATIONS.slice(version).forEach((step, index) => {
    inTransaction(db, () => db.exec(`${step} PRAGMA user_version = ${version + index + 1};`));
  });
}
