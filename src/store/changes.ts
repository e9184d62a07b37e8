import * as v from 'valibot';
import { MAX_MARKS_EACH, MAX_REACTORS } from '../core/amendments.ts';
import { DELETE, EDIT, REACT } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import { type EntryId, type Epoch, type PeerId, splitEntryId, splitLogId } from '../core/ids.ts';
import { MAX_CLOCK_LEAD_MS } from '../core/order.ts';
import { COLUMNS, toEntry } from './rows.ts';
import type { Statements } from './statements.ts';

/** Named, because the planner of SQLite 3.45 prefers to look through the whole group. */
const CHANGES = 'FROM entry INDEXED BY entry_about WHERE room = ? AND about = ?';
/** Most entries were never changed: asked of all at once. */
const CHANGED = `SELECT value AS id FROM json_each(?)
  WHERE EXISTS (SELECT 1 ${CHANGES.replace('about = ?', 'about = value')})`;
const NEXT_REACTOR = `SELECT author ${CHANGES} AND kind = '${REACT}' AND author > ?
  ORDER BY author LIMIT 1`;
/** The same as `isAhead` in core/order.ts says of each. */
const NOT_AHEAD = `sent_at <= ? AND (wall <= ? OR wall <= sent_at + ${MAX_CLOCK_LEAD_MS})`;
const NEWEST_OF = `SELECT author, epoch, ${COLUMNS} ${CHANGES} AND kind = ? AND author = ? AND ${NOT_AHEAD}
  ORDER BY wall DESC, counter DESC, epoch DESC, seq DESC LIMIT ?`;

const authorRow = v.optional(v.object({ author: v.string() }));
const idRows = v.array(v.object({ id: v.custom<EntryId>((id) => typeof id === 'string') }));
const whoseRow = v.object({ author: v.string(), epoch: v.string() });

/** What counts of the changes of these entries: however many there are, so many are read at most. */
export function readChanges(
  sql: Statements,
  room: number,
  ids: readonly EntryId[],
  latest: number,
): readonly Entry[] {
  const changed = v.parse(idRows, sql.of(CHANGED).all(JSON.stringify(ids), room));
  return changed.flatMap(({ id }) => changesOf(sql, room, id, latest));
}

function changesOf(sql: Statements, room: number, id: EntryId, latest: number): readonly Entry[] {
  const own = authorOf(id);
  const found = [
    ...newestOf(sql, room, id, EDIT, own, latest, 1),
    ...newestOf(sql, room, id, DELETE, own, latest, 1),
  ];
  const next = sql.of(NEXT_REACTOR);
  for (let count = 0, after = ''; count < MAX_REACTORS; count++) {
    const reactor = v.parse(authorRow, next.get(room, id, after));
    if (reactor === undefined) break;
    found.push(...newestOf(sql, room, id, REACT, reactor.author, latest, MAX_MARKS_EACH));
    after = reactor.author;
  }
  return found;
}

/** The newest edits of an entry by its author, the newest first. */
export function readEdits(
  sql: Statements,
  room: number,
  id: EntryId,
  latest: number,
  limit: number,
): readonly Entry[] {
  return newestOf(sql, room, id, EDIT, authorOf(id), latest, limit);
}

function newestOf(
  sql: Statements,
  room: number,
  id: EntryId,
  kind: string,
  by: string,
  latest: number,
  limit: number,
): readonly Entry[] {
  const found = sql.of(NEWEST_OF).all(room, id, kind, by, latest, latest, limit);
  return found.map((row) => {
    const { author, epoch } = v.parse(whoseRow, row);
    return toEntry({ author: author as PeerId, epoch: epoch as Epoch }, row);
  });
}

function authorOf(id: EntryId): string {
  const [log] = splitEntryId(id);
  return splitLogId(log).author;
}
