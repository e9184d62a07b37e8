import * as v from 'valibot';
import type { Chained } from '../core/chain.ts';
import { aboutOf, classOf, type EntryClass } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import type { Hash, Signature } from '../core/ids.ts';
import { StoreDamagedError } from './connection.ts';
import type { StoredLog } from './logs.ts';

// libsql reads TEXT as a C string: a body would end at its first NUL. As bytes it comes whole.
export const COLUMNS = 'seq, wall, counter, sent_at, kind, CAST(body AS BLOB) AS body';

/** Whose log it is. */
export type Whose = Pick<StoredLog, 'author' | 'epoch'>;

export const hex: v.GenericSchema<unknown, string> = v.pipe(
  v.custom<Buffer | ArrayBuffer>((found) => found instanceof ArrayBuffer || Buffer.isBuffer(found)),
  v.transform((found) => bytesIn(found).toString('hex')),
);

/**
 * The entry of a log that a row holds; throws where it is none. Checked by hand, because thousands are
 * read at once. Ids were checked when the entry came in; the file is this profile's own.
 */
export function toEntry({ author, epoch }: Whose, found: unknown): Entry {
  const { seq, wall, counter, sent_at: sentAt, kind, body } = found as Row;
  if (!isNumber(seq) || !isNumber(wall) || !isNumber(counter) || !isNumber(sentAt)) {
    throw new StoreDamagedError('no number where one was written');
  }
  if (typeof kind !== 'string') throw new StoreDamagedError('no text where one was written');
  return { author, epoch, seq, hlc: [wall, counter], sentAt, kind, body: bytesIn(body).toString() };
}

/** A row with its place in the chain; throws where it is none. */
export function toChained(whose: Whose, found: unknown): Chained {
  const { hash, sig } = found as Row;
  return {
    entry: toEntry(whose, found),
    hash: bytesIn(hash).toString('hex') as Hash,
    sig: sig === null ? null : (bytesIn(sig).toString('hex') as Signature),
  };
}

type Row = Readonly<Record<string, unknown>>;

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** libsql gives bytes as one or the other, by the method that reads them. */
function bytesIn(value: unknown): Buffer {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (Buffer.isBuffer(value)) return value;
  throw new StoreDamagedError('no bytes where some were written');
}

/** As they are stored. */
export const CLASSES: Readonly<Record<EntryClass, number>> = { line: 0, change: 1, profile: 2 };
/** Every so manieth row of a log says whose it is: were the table of logs lost, nobody could tell. */
const WHOSE_EVERY = 64;

/** What a row of the table `entry` is made of, in the order of its columns. */
export function toValues(log: StoredLog, { entry, hash, sig }: Chained): readonly unknown[] {
  const { seq, hlc, sentAt, kind, body } = entry;
  const { id, room, group, author, epoch } = log;
  const about = aboutOf(entry);
  const told = about !== null || seq % WHOSE_EVERY === 1;
  return [
    ...[id, seq, hlc[0], hlc[1], sentAt, kind, body],
    ...[Buffer.from(hash, 'hex'), sig === null ? null : Buffer.from(sig, 'hex')],
    ...[room, CLASSES[classOf(kind)], about],
    ...(told ? [group, author, epoch] : [null, null, null]),
  ];
}

/** Columns of the table `entry`. */
export const ENTRY_COLUMNS = 15;
export const PUT_ENTRY: string = `INSERT OR REPLACE INTO entry VALUES (?${', ?'.repeat(ENTRY_COLUMNS - 1)})`;
