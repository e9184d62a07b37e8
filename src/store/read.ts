import * as v from 'valibot';
import type { Chained } from '../core/chain.ts';
import type { EntryClass } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import type { Epoch, PeerId } from '../core/ids.ts';
import { type Hash, splitEntryId, splitLogId } from '../core/ids.ts';
import type { Ordered } from '../core/order.ts';
import type { StoredLog } from './logs.ts';
import { CLASSES, COLUMNS, hex, toChained, toEntry, type Whose } from './rows.ts';
import type { Statements } from './statements.ts';

/** Rows read at a time when a page is filled: about half a page of short texts. */
const PAGE_ROWS = 512;

const AT = `SELECT ${COLUMNS} FROM entry WHERE log = ? AND seq = ?`;
const HASH_AT = 'SELECT hash FROM entry WHERE log = ? AND seq = ?';
const OF_LOG = `SELECT ${COLUMNS}, hash, sig FROM entry
  WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`;

const hashRow = v.optional(v.object({ hash: hex }));
const placeRows = v.array(
  v.object({ log: v.number(), seq: v.number(), author: v.string(), epoch: v.string() }),
);

/** The entry at a place of a log, as a list of one, or of none. */
export function readAt(sql: Statements, log: Whose & { id: number }, seq: number): Entry[] {
  const found = sql.of(AT).get(log.id, seq);
  return found === undefined ? [] : [toEntry(log, found)];
}

/** Hash of the entry at `seq` of a log, up to its head; undefined where there is none. */
export function readHash(sql: Statements, log: StoredLog, seq: number): Hash | undefined {
  if (seq > log.head.seq) return undefined;
  return v.parse(hashRow, sql.of(HASH_AT).get(log.id, seq))?.hash as Hash | undefined;
}

/** Some of the entries of a log after `after`, oldest first. */
export function readLog(
  sql: Statements,
  log: StoredLog,
  after: number,
  upTo: number,
): readonly Chained[] {
  return sql
    .of(OF_LOG)
    .all(log.id, after, upTo, PAGE_ROWS)
    .map((found) => toChained(log, found));
}

/** All of a log, beyond its head too. */
export function* wholeLog(sql: Statements, log: StoredLog): Iterable<Chained> {
  for (let after = 0; ; ) {
    const read = readLog(sql, log, after, Number.MAX_SAFE_INTEGER);
    yield* read;
    const last = read.at(-1);
    if (last === undefined) return;
    after = last.entry.seq;
  }
}

/** Entries of a class beyond a place in the timeline, the nearest first. */
export function readInOrder(
  sql: Statements,
  room: number,
  of: EntryClass,
  limit: number,
  from: Ordered | null,
  way: 'ASC' | 'DESC',
): Entry[] {
  const values = [room, CLASSES[of], ...(from === null ? [] : boundsOf(from)), limit];
  const found = v.parse(placeRows, sql.of(inOrder(way, from !== null)).all(...values));
  return found.flatMap(({ log, seq, author, epoch }) =>
    readAt(sql, { id: log, author: author as PeerId, epoch: epoch as Epoch }, seq),
  );
}

/**
 * Places only, from the index: entries of one reading of the clock are put in the order of their
 * authors, and no text need be moved about for that.
 */
function inOrder(way: 'ASC' | 'DESC', bounded: boolean): string {
  const beyond = way === 'ASC' ? '>' : '<';
  const bounds = `AND (wall, counter) ${beyond}= (?, ?)
    AND (wall, counter, log.author, log.epoch, entry.seq) ${beyond} (?, ?, ?, ?, ?)`;
  const columns = ['wall', 'counter', 'log.author', 'log.epoch', 'entry.seq'];
  return `SELECT entry.log, entry.seq, log.author, log.epoch
    FROM entry INDEXED BY entry_order CROSS JOIN log ON log.id = entry.log
    WHERE entry.room = ? AND class = ? ${bounded ? bounds : ''}
    ORDER BY ${columns.map((column) => `${column} ${way}`).join(', ')} LIMIT ?`;
}

function boundsOf({ id, hlc }: Ordered): readonly (string | number)[] {
  const [log, seq] = splitEntryId(id);
  const { author, epoch } = splitLogId(log);
  return [...hlc, ...hlc, author, epoch, seq];
}
