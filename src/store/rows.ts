import * as v from 'valibot';
import type { Chained } from '../core/chain.ts';
import { aboutOf, classOf, type EntryClass } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import type { Hash, Signature } from '../core/ids.ts';
import type { StoredLog } from './logs.ts';

// libsql reads TEXT as a C string: a body would end at its first NUL. As bytes it comes whole.
export const COLUMNS = 'seq, wall, counter, sent_at, kind, CAST(body AS BLOB) AS body';

/** Whose log it is. */
export type Whose = Pick<StoredLog, 'author' | 'epoch'>;

// libsql gives bytes as one or the other, by the method that reads them.
const bytes = v.union([
  v.pipe(
    v.instance(ArrayBuffer),
    v.transform((found) => Buffer.from(found)),
  ),
  v.instance(Buffer),
]);
export const hex: v.GenericSchema<unknown, string> = v.pipe(
  bytes,
  v.transform((found) => found.toString('hex')),
);
const row = v.object({
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
const chainedRow = v.object({ ...row.entries, hash: hex, sig: v.nullable(hex) });

/** The entry of a log that a row holds; throws where it is none. */
export function toEntry(whose: Whose, found: unknown): Entry {
  return entryOf(whose, v.parse(row, found));
}

/** A row with its place in the chain; throws where it is none. */
export function toChained(whose: Whose, found: unknown): Chained {
  const { hash, sig, ...rest } = v.parse(chainedRow, found);
  return { entry: entryOf(whose, rest), hash: hash as Hash, sig: sig as Signature | null };
}

/** Ids were checked when the entry came in; the file is this profile's own. */
function entryOf({ author, epoch }: Whose, found: v.InferOutput<typeof row>): Entry {
  const { seq, wall, counter, sent_at: sentAt, kind, body } = found;
  return { author, epoch, seq, hlc: [wall, counter], sentAt, kind, body };
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
