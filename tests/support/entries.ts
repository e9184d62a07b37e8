import { type Chained, GENESIS, type Run } from '../../src/core/chain.ts';
import { type Entry, idOf, logOf } from '../../src/core/entry.ts';
import {
  type Epoch,
  type GroupId,
  type Hash,
  type LogId,
  logId,
  type PeerId,
  type Signature,
} from '../../src/core/ids.ts';
import type { Ordered } from '../../src/core/order.ts';

/** The id of a made-up person: `n` in hex, padded to the length of a key. */
export function peer(n: number): PeerId {
  return n.toString(16).padStart(64, '0') as PeerId;
}

export function epoch(n: number): Epoch {
  return n.toString(16).padStart(16, '0') as Epoch;
}

export function group(n: number): GroupId {
  return n.toString(16).padStart(32, '0') as GroupId;
}

export function log(author: number, start = 1): LogId {
  return logId(peer(author), epoch(start));
}

/** An entry as an honest peer would write it, with what a test cares about replaced. */
export function entry(part: Partial<Entry> = {}): Entry {
  const seq = part.seq ?? 1;
  return {
    author: peer(1),
    epoch: epoch(1),
    seq,
    hlc: [1_700_000_000_000 + seq, 0],
    sentAt: 1_700_000_000_000 + seq,
    kind: 'text',
    body: `message ${seq}`,
    ...part,
  };
}

/** Entries `from` to `to` of one log. */
export function run(from: number, to: number, part: Partial<Entry> = {}): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, i) => entry({ seq: from + i, ...part }));
}

/** The same with made-up hashes, signed where `signed` says so: stores believe what they are given. */
export function chained(
  entries: readonly Entry[],
  signed: (entry: Entry) => boolean = () => true,
): Chained[] {
  return entries.map((item) => ({
    entry: item,
    hash: hashOf(item),
    sig: signed(item) ? signatureOf(item) : null,
  }));
}

export function hashOf({ author, epoch: start, seq }: Entry): Hash {
  return `${author.slice(-24)}${start}${seq.toString(16).padStart(24, '0')}` as Hash;
}

export function signatureOf(item: Entry): Signature {
  return `${hashOf(item)}${hashOf(item)}` as Signature;
}

/** A made-up run of these entries, as it travels. */
export function runOf(entries: readonly Entry[]): Run {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new Error('A run is never empty');
  const prev = first.seq === 1 ? GENESIS : hashOf({ ...first, seq: first.seq - 1 });
  return { log: logOf(first), prev, entries, sig: signatureOf(last) };
}

export function entriesOf(runs: readonly Run[]): Entry[] {
  return runs.flatMap(({ entries }) => entries);
}

export function placeOf(item: Entry): Ordered {
  return { id: idOf(item), hlc: item.hlc };
}

/** `author.epoch.seq` of each, shortened to what tests can read: `1.1.3`. */
export function short(entries: readonly Entry[]): string[] {
  return entries.map((item) =>
    [
      ...logOf(item)
        .split('.')
        .map((part) => Number.parseInt(part, 16)),
      item.seq,
    ].join('.'),
  );
}

/** Texts that break programs which take text for something else. */
export const AWKWARD_TEXTS: readonly string[] = [
  '<EXITENCD>',
  'one\ntwo\r\nthree\n\n',
  'before\0after',
  '  spaces kept  ',
  '👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈',
  'שלום עולם \u202eדלאשמ',
  "'; DROP TABLE entry; --",
  '{"t":"goodbye"}',
  '__proto__',
  '\u001b[31mred\u0007',
  'e\u0301 and \u00e9',
  '\ufeffmark',
  '\uffff\u{10ffff}',
];
