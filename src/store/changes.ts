import type Database from 'libsql';
import * as v from 'valibot';
import { MAX_MARKS_EACH, MAX_REACTORS } from '../core/amendments.ts';
import { DELETE, EDIT, REACT } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import { type EntryId, type GroupId, splitEntryId, splitLogId } from '../core/ids.ts';
import { MAX_CLOCK_LEAD_MS } from '../core/order.ts';
import { COLUMNS, toEntries } from './rows.ts';

/** Named, because the planner of SQLite 3.45 prefers to look through the whole group. */
const CHANGES = 'FROM entry INDEXED BY entry_about WHERE grp = ? AND about = ?';
const ANY = `SELECT 1 AS found ${CHANGES} LIMIT 1`;
const NEXT_REACTOR = `SELECT author ${CHANGES} AND kind = '${REACT}' AND author > ?
  ORDER BY author LIMIT 1`;
/** The same as `isAhead` in core/order.ts says of each. */
const NOT_AHEAD = `sent_at <= ? AND (wall <= ? OR wall <= sent_at + ${MAX_CLOCK_LEAD_MS})`;
const NEWEST_OF = `SELECT ${COLUMNS} ${CHANGES} AND kind = ? AND author = ? AND ${NOT_AHEAD}
  ORDER BY wall DESC, counter DESC, epoch DESC, seq DESC LIMIT ?`;

const authorRow = v.optional(v.object({ author: v.string() }));

/** What counts of the changes of an entry: however many there are, so many are read at most. */
export function readChanges(
  db: Database.Database,
  group: GroupId,
  id: EntryId,
  latest: number,
): readonly Entry[] {
  if (db.prepare(ANY).get(group, id) === undefined) return [];
  const newest = db.prepare(NEWEST_OF);
  const read = (kind: string, author: string, limit: number): readonly Entry[] =>
    toEntries(newest.all(group, id, kind, author, latest, latest, limit));
  const own = authorOf(id);
  const found = [...read(EDIT, own, 1), ...read(DELETE, own, 1)];
  const next = db.prepare(NEXT_REACTOR);
  for (let count = 0, after = ''; count < MAX_REACTORS; count++) {
    const reactor = v.parse(authorRow, next.get(group, id, after));
    if (reactor === undefined) break;
    found.push(...read(REACT, reactor.author, MAX_MARKS_EACH));
    after = reactor.author;
  }
  return found;
}

/** The newest edits of an entry by its author, the newest first. */
export function readEdits(
  db: Database.Database,
  group: GroupId,
  id: EntryId,
  latest: number,
  limit: number,
): readonly Entry[] {
  const newest = db.prepare(NEWEST_OF);
  return toEntries(newest.all(group, id, EDIT, authorOf(id), latest, latest, limit));
}

function authorOf(id: EntryId): string {
  const [log] = splitEntryId(id);
  return splitLogId(log).author;
}
