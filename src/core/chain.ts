import { utf8Length, utf8Now } from './bytes.ts';
import { type Entry, logOf, toRow } from './entry.ts';
import type { GroupId, Hash, LogId, Signature } from './ids.ts';
import type { LogCrypto } from './ports.ts';

/** What stands before the first entry of every log. */
export const GENESIS: Hash = '0'.repeat(64) as Hash;

/** Where a log ends. */
export type Head = { readonly seq: number; readonly hash: Hash };

export const NO_HEAD: Head = { seq: 0, hash: GENESIS };

/** An entry at its place in the chain; `sig` where its author signed up to here. */
export type Chained = {
  readonly entry: Entry;
  readonly hash: Hash;
  readonly sig: Signature | null;
};

/**
 * Entries of one log that follow one another, signed at the last: the unit that is pushed, pulled
 * and verified. Never empty.
 *
 * Each hash covers the one before, so a single signature answers for all of them. Why so: a
 * signature costs as much to check as some fifty hashes (docs/protocol.md, the log).
 */
export type Run = {
  readonly log: LogId;
  /** Hash of the entry before the first. */
  readonly prev: Hash;
  readonly entries: readonly Entry[];
  readonly sig: Signature;
};

/** Most that a run takes in a page besides its entries: ids, hash, signature, punctuation. */
const RUN_BYTES = 400;

/** Text that JSON writes as it is, a byte for each unit. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Most bytes that `entry` can take in a page: never too few, for a page must fit its frame. */
export function entrySize(entry: Entry): number {
  const { body } = entry;
  // 100: clocks, kind and punctuation. Written out, because one unit of text takes 1 to 6 bytes.
  return 100 + (PLAIN.test(body) ? body.length + 2 : utf8Length(JSON.stringify(body)));
}

/** Most bytes that a run of these entries can take in a page. */
export function runSize(entries: readonly Entry[]): number {
  return entries.reduce((bytes, entry) => bytes + entrySize(entry), RUN_BYTES);
}

/**
 * The hash of an entry that follows `prev`. Covered: the group, the place and everything said, as
 * the UTF-8 of one JSON array, which every language writes alike for integers and well-formed text.
 */
export function hashEntry(crypto: LogCrypto, group: GroupId, prev: Hash, entry: Entry): Hash {
  const { author, epoch, seq } = entry;
  // Ids and hashes are hex digits: JSON writes them as they are.
  const place = `["parley entry 1","${group}","${author}","${epoch}",${seq},"${prev}",`;
  return crypto.hash(utf8Now(place + JSON.stringify(toRow(entry)).slice(1)));
}

/**
 * Checks a run from anywhere: the one place where an author is bound to a key. Null where the
 * signature is not the author's over exactly this.
 */
export function verifyRun(crypto: LogCrypto, group: GroupId, run: Run): readonly Chained[] | null {
  const chained: Chained[] = [];
  let prev = run.prev;
  for (const entry of run.entries) {
    prev = hashEntry(crypto, group, prev, entry);
    chained.push({ entry, hash: prev, sig: null });
  }
  const last = chained.at(-1);
  if (last === undefined || !crypto.verify(last.entry.author, prev, run.sig)) return null;
  return [...chained.slice(0, -1), { ...last, sig: run.sig }];
}

/** A run of entries that are chained already; the last of them is signed. */
export function toRun(prev: Hash, chained: readonly Chained[]): Run {
  const last = chained.at(-1);
  if (last === undefined || last.sig === null) throw new Error('A run ends with a signature');
  const entries = chained.map(({ entry }) => entry);
  return { log: logOf(last.entry), prev, entries, sig: last.sig };
}
