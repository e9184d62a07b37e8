import * as v from 'valibot';
import type { Chained } from '../core/chain.ts';
import { aboutOf, classOf } from '../core/content.ts';
import type { Entry } from '../core/entry.ts';
import type { Epoch, Hash, PeerId, Signature } from '../core/ids.ts';

// libsql reads TEXT as a C string: a body would end at its first NUL. As bytes it comes whole.
export const COLUMNS =
  'author, epoch, seq, wall, counter, sent_at, kind, CAST(body AS BLOB) AS body';

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
  author: v.string(),
  epoch: v.string(),
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
const rows = v.array(row);
const chainedRow = v.object({ ...row.entries, hash: hex, sig: v.nullable(hex) });

export function toEntries(found: unknown): Entry[] {
  return v.parse(rows, found).map(toEntry);
}

/** A row with its place in the chain; throws where it is none. */
export function toChained(found: unknown): Chained {
  const { hash, sig, ...rest } = v.parse(chainedRow, found);
  return { entry: toEntry(rest), hash: hash as Hash, sig: sig as Signature | null };
}

/** Ids were checked when the entry came in; the file is this profile's own. */
function toEntry(found: v.InferOutput<typeof row>): Entry {
  const { author, epoch, seq, wall, counter, sent_at: sentAt, kind, body } = found;
  const place = { author: author as PeerId, epoch: epoch as Epoch, seq };
  return { ...place, hlc: [wall, counter], sentAt, kind, body };
}

/** What a row of the table `entry` is made of, in the order of its columns. */
export function toValues(group: string, { entry, hash, sig }: Chained): readonly unknown[] {
  const { author, epoch, seq, hlc, sentAt, kind, body } = entry;
  const proof = [Buffer.from(hash, 'hex'), sig === null ? null : Buffer.from(sig, 'hex')];
  const said = [group, author, epoch, seq, hlc[0], hlc[1], sentAt, kind, body, ...proof];
  return [...said, classOf(kind), aboutOf(entry)];
}

/** Columns of the table `entry`. */
export const ENTRY_COLUMNS = 13;
export const PUT_ENTRY: string = `INSERT OR REPLACE INTO entry VALUES (?${', ?'.repeat(ENTRY_COLUMNS - 1)})`;
export const PUT_HEAD = 'INSERT OR REPLACE INTO head VALUES (?, ?, ?, ?)';
