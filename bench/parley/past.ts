import { type Chained, GENESIS, hashEntry } from '../../src/core/chain.ts';
import { PROFILE, TEXT } from '../../src/core/content.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { Epoch, GroupId, Hash } from '../../src/core/ids.ts';
import type { Store } from '../../src/core/ports.ts';
import { profileBody } from '../../src/core/profile.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';
import { GROUP } from './member.ts';

/** Bytes of every text, which is ASCII. */
export const TEXT_BYTES = 200;
/** Who has talked, one after the other in short runs; all of them are gone. */
const AUTHORS = 8;
const IN_A_ROW = 3;
/** Between two messages, ms: a busy day. */
const APART_MS = 20_000;
/** As of a history that was caught up with, where runs are long. */
const SIGNED_EVERY = 100;
const STORED_AT_ONCE = 5_000;

type Author = {
  readonly crypto: ReturnType<typeof signingWith>;
  readonly epoch: Epoch;
  prev: Hash;
  seq: number;
};

/** The id of the group in which all benchmarks talk. */
export const ROOM: GroupId = signingWith(createIdentity()).groupId(GROUP);

/** So many messages of 200 bytes as they were signed, the last one an hour ago, in portions. */
export function* past(messages: number): Iterable<readonly Chained[]> {
  const end = Date.now() - 3_600_000;
  const begin = end - (messages + AUTHORS) * APART_MS;
  const authors = Array.from({ length: AUTHORS }, (_, i) => ({
    crypto: signingWith(createIdentity()),
    epoch: (i + 1).toString(16).padStart(16, '0') as Epoch,
    prev: GENESIS,
    seq: 0,
  }));
  let portion = authors.map((author, i) =>
    write(author, begin + i, PROFILE, profileBody({ name: `Author ${i}`, n: 1 }), true),
  );
  for (let i = 0; i < messages; i++) {
    const author = authors[Math.floor(i / IN_A_ROW) % AUTHORS] as Author;
    // Each one's last is among these.
    const signed = author.seq % SIGNED_EVERY === 0 || messages - i <= AUTHORS * IN_A_ROW;
    const text = `${i} `.padEnd(TEXT_BYTES, 'what people say in two or three lines, ');
    portion.push(write(author, end - (messages - i) * APART_MS, TEXT, text, signed));
    if (portion.length < STORED_AT_ONCE) continue;
    yield portion;
    portion = [];
  }
  yield portion;
}

/** Stores so many messages of the past. */
export async function remember(store: Store, messages: number): Promise<void> {
  for (const portion of past(messages)) await store.append(ROOM, portion);
}

function write(author: Author, at: number, kind: string, body: string, signed: boolean): Chained {
  author.seq += 1;
  const { crypto, epoch, seq, prev } = author;
  const entry: Entry = { author: crypto.self, epoch, seq, hlc: [at, 0], sentAt: at, kind, body };
  author.prev = hashEntry(crypto, ROOM, prev, entry);
  return { entry, hash: author.prev, sig: signed ? crypto.sign(author.prev) : null };
}
