import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { walPages } from './wal.ts';

/** SQLite's own choice since 2016, and so that of every history. */
const PAGE_BYTES = 4_096;
/** Kinds of pages that hold rows of tables WITHOUT ROWID and of indexes. */
const INTERIOR = 2;
const LEAF = 10;
/** What fits a page of a row, and what stays there of one that does not (section 1.6). */
const MAX_LOCAL = Math.floor(((PAGE_BYTES - 12) * 64) / 255) - 23;
const MIN_LOCAL = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
/** No row is as large as this: a body has 16 KiB, a piece of evidence a page of the protocol. */
const MAX_ROW_BYTES = 4_000_000;

export type Value = string | number | Buffer | null;

/**
 * Reads every row that is whole from the pages of a database and of its WAL, whether or not anything
 * leads there: trees may be broken, a page is still a page. Old versions of rows come too, some more
 * than once. Layout: SQLite, "Database File Format", sections 1.6 and 2.1.
 */
export function* carve(path: string): Iterable<readonly Value[]> {
  const wal = isFile(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  const written = walPages(wal, PAGE_BYTES);
  const newest = new Map(written.map(({ page, content }) => [page, content]));
  const file = isFile(path) ? openSync(path, 'r') : null;
  const read = (page: number): Buffer => {
    const content = Buffer.alloc(PAGE_BYTES);
    if (file !== null) readSync(file, content, 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
    return content;
  };
  const overflow = (page: number): Buffer => newest.get(page) ?? read(page);
  try {
    const count = file === null ? 0 : Math.ceil(statSync(path).size / PAGE_BYTES);
    for (let page = 1; page <= count; page++) yield* rowsOf(read(page), overflow);
    for (const { content } of written) yield* rowsOf(content, overflow);
  } finally {
    if (file !== null) closeSync(file);
  }
}

function* rowsOf(page: Buffer, overflow: (page: number) => Buffer): Iterable<readonly Value[]> {
  const kind = page.readUInt8(0);
  if (kind !== LEAF && kind !== INTERIOR) return;
  const pointers = kind === LEAF ? 8 : 12;
  const cells = Math.min(page.readUInt16BE(3), (PAGE_BYTES - pointers) / 2);
  for (let cell = 0; cell < cells; cell++) {
    // Before the row, an interior page names a child.
    const at = page.readUInt16BE(pointers + 2 * cell) + (kind === LEAF ? 0 : 4);
    try {
      yield rowOf(payloadOf(page, at, overflow));
    } catch {
      // No row, or none any more.
    }
  }
}

function payloadOf(page: Buffer, at: number, overflow: (page: number) => Buffer): Buffer {
  const [size, start] = varint(page, at);
  if (size > MAX_ROW_BYTES) throw new RangeError('too long for a row');
  const kept = MIN_LOCAL + ((size - MIN_LOCAL) % (PAGE_BYTES - 4));
  const spilled = kept <= MAX_LOCAL ? kept : MIN_LOCAL;
  const local = size <= MAX_LOCAL ? size : spilled;
  const parts = [page.subarray(start, start + local)];
  let left = size - local;
  for (let next = left > 0 ? page.readUInt32BE(start + local) : 0; left > 0; ) {
    if (next === 0) throw new RangeError('a row that is not whole');
    const content = overflow(next);
    parts.push(content.subarray(4, 4 + Math.min(left, PAGE_BYTES - 4)));
    left -= PAGE_BYTES - 4;
    next = content.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function rowOf(payload: Buffer): readonly Value[] {
  const [headerEnd, start] = varint(payload, 0);
  const values: Value[] = [];
  let body = headerEnd;
  for (let at = start; at < headerEnd; ) {
    const [type, next] = varint(payload, at);
    const [value, end] = readValue(payload, type, body);
    values.push(value);
    body = end;
    at = next;
  }
  if (body !== payload.byteLength) throw new RangeError('a row that is not whole');
  return values;
}

/** Bytes of the integers of types 0 to 6. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function readValue(payload: Buffer, type: number, at: number): readonly [Value, number] {
  if (type >= 12) {
    const end = at + Math.floor((type - 12) / 2);
    if (end > payload.byteLength) throw new RangeError('a row that is not whole');
    const content = payload.subarray(at, end);
    return [type % 2 === 0 ? content : content.toString(), end];
  }
  if (type === 0) return [null, at];
  if (type === 8 || type === 9) return [type - 8, at];
  const bytes = INTEGER_BYTES[type];
  if (bytes === undefined) throw new RangeError('no type of ours');
  if (bytes === 8) return [Number(payload.readBigInt64BE(at)), at + 8];
  return [payload.readIntBE(at, bytes), at + bytes];
}

/** A number of 1 to 9 bytes, and where it ends. Longer ones than 4 bytes are no size of ours. */
function varint(content: Buffer, at: number): readonly [number, number] {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = content.readUInt8(i);
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, i + 1];
  }
  throw new RangeError('no size of ours');
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
