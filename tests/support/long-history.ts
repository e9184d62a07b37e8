import { type Chained, GENESIS, hashEntry } from '../../src/core/chain.ts';
import { PROFILE, TEXT } from '../../src/core/content.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { Epoch } from '../../src/core/ids.ts';
import { profileBody } from '../../src/core/profile.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';
import { openProfile } from '../../src/host/profile.ts';

/** Who talked; the first of them the most. */
const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva'];
/** Said in turn, of lengths that people write. */
const WORDS = [
  'Yes.',
  'The door sensor is on 10.20.0.17 again, I have put it back on the list.',
  'Who has the key?',
  'I looked at the logs of last night: nothing unusual until three, then the link to the lab was gone for a minute and came back by itself. I would wait and see whether it happens again.',
  '**Careful** with `rm` there, see https://example.org/notes for what happened last time.',
  'Coffee in ten minutes 🙂',
];
/** Between two messages, in ms: a busy day. */
const APART_MS = 20_000;
const SIGNED_EVERY = 100;
const STORED_AT_ONCE = 5_000;

type Author = {
  readonly crypto: ReturnType<typeof signingWith>;
  readonly epoch: Epoch;
  prev: string;
  seq: number;
};

/**
 * Writes a profile whose history holds so many messages of five people, the last one an hour ago:
 * `node --import tsx long-history.ts FOLDER COUNT`. They say their number and then some words.
 */
async function main(dir: string, count: number): Promise<void> {
  const { store } = openProfile(dir, '');
  const authors = NAMES.map((_, i) => ({
    crypto: signingWith(identityFromSeed(Buffer.alloc(32, 101 + i))),
    epoch: (i + 1).toString(16).padStart(16, '0') as Epoch,
    prev: GENESIS as string,
    seq: 0,
  }));
  const group = signingWith(identityFromSeed(Buffer.alloc(32, 1))).groupId('lobby');
  const end = Date.now() - 3_600_000;
  const write = (
    author: Author,
    at: number,
    kind: string,
    body: string,
    signed: boolean,
  ): Chained => {
    author.seq += 1;
    const { crypto, epoch, seq } = author;
    const entry: Entry = { author: crypto.self, epoch, seq, hlc: [at, 0], sentAt: at, kind, body };
    const hash = hashEntry(crypto, group, author.prev as Chained['hash'], entry);
    author.prev = hash;
    return { entry, hash, sig: signed ? crypto.sign(hash) : null };
  };
  const begin = end - (count + NAMES.length) * APART_MS;
  let batch = authors.map((author, i) =>
    write(author, begin + i, PROFILE, profileBody({ name: NAMES[i] ?? '', n: 1 }), true),
  );
  for (let i = 1; i <= count; i++) {
    // Runs of one to four by one person.
    const author = authors[Math.floor(i / (1 + (i % 4))) % NAMES.length] as (typeof authors)[0];
    const signed = author.seq % SIGNED_EVERY === 0 || count - i < SIGNED_EVERY;
    const text = `${i}: ${WORDS[i % WORDS.length]}`;
    batch.push(write(author, end - (count - i) * APART_MS, TEXT, text, signed));
    if (batch.length < STORED_AT_ONCE && i < count) continue;
    await store.append(group, batch);
    batch = [];
  }
  await store.close();
}

await main(process.argv[2] ?? '', Number(process.argv[3]));
