import { fitsUtf8 } from './bytes.ts';
import { parseContent } from './content.ts';
import { type EntryId, type Epoch, entryId, type LogId, logId, type PeerId } from './ids.ts';
import { compareOrder, type Hlc, MAX_COUNTER, type Ordered } from './order.ts';

/** Longest body in UTF-8 bytes; a text fits with what it is about, and with room for what is yet to come. */
export const MAX_BODY_BYTES = 16_384;
/** Furthest moment a date can name, ms since 1970: ECMAScript, "Time Values and Time Range". */
const MAX_TIME_MS = 8.64e15;

/**
 * One thing that somebody said or did: the unit that is stored, sent and merged.
 *
 * `body` is text whose meaning `kind` decides. A peer that does not know a kind keeps it and passes
 * it on untouched.
 */
export type Entry = {
  readonly author: PeerId;
  readonly epoch: Epoch;
  /** 1, 2, 3 ... without gaps within (author, epoch). */
  readonly seq: number;
  readonly hlc: Hlc;
  /** The author's clock, ms since 1970. */
  readonly sentAt: number;
  readonly kind: string;
  readonly body: string;
};

/** JSON can be read as -0, and is never written so: what is hashed would not be what came. */
export function isWritten(value: number): boolean {
  return !Object.is(value, -0);
}

/** What an entry says, without its place: entries travel in runs, which name the place once. */
export type EntryRow = readonly [
  wallMs: number,
  counter: number,
  sentAt: number,
  kind: string,
  body: string,
];

const KIND = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * Whether this is a row from the wire; its text must be one that a composer would have sent. By hand,
 * for there is one for each message: as a schema it took ten times as long as reading the JSON.
 */
export function isRow(row: unknown): row is EntryRow {
  if (!Array.isArray(row) || row.length !== 5) return false;
  const [wall, count, sentAt, kind, body]: readonly unknown[] = row;
  return (
    isCount(wall, MAX_TIME_MS) &&
    isCount(count, MAX_COUNTER) &&
    isCount(sentAt, MAX_TIME_MS) &&
    typeof kind === 'string' &&
    KIND.test(kind) &&
    typeof body === 'string' &&
    body.isWellFormed() &&
    fitsUtf8(body, MAX_BODY_BYTES) &&
    parseContent({ kind, body }) !== null
  );
}

function isCount(value: unknown, most: number): value is number {
  return (
    Number.isInteger(value) &&
    Number(value) >= 0 &&
    Number(value) <= most &&
    isWritten(Number(value))
  );
}

export function toRow({ hlc, sentAt, kind, body }: Entry): EntryRow {
  return [hlc[0], hlc[1], sentAt, kind, body];
}

/** The entry that a row stands for at its place in a log. */
export function fromRow(
  { author, epoch }: Pick<Entry, 'author' | 'epoch'>,
  seq: number,
  [wall, count, sentAt, kind, body]: EntryRow,
): Entry {
  return { author, epoch, seq, hlc: [wall, count], sentAt, kind, body };
}

export function logOf(entry: Entry): LogId {
  return logId(entry.author, entry.epoch);
}

/** Where an entry stands in the timeline. */
export function orderOf(entry: Entry): Ordered {
  return { id: idOf(entry), hlc: entry.hlc };
}

/** The same order; nearly always the clocks decide, and no id need be made. */
export function compareEntries(a: Entry, b: Entry): number {
  const byClock = a.hlc[0] - b.hlc[0] || a.hlc[1] - b.hlc[1];
  return byClock === 0 ? compareOrder(orderOf(a), orderOf(b)) : byClock;
}

export function idOf(entry: Entry): EntryId {
  return entryId(logOf(entry), entry.seq);
}
