import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { type Chained, GENESIS, hashEntry } from '../../src/core/chain.ts';
import type { Epoch, PeerId } from '../../src/core/ids.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { plainCrypto } from './plain-crypto.ts';

// Appends to the history named on the command line without end, as one start of a peer does: three
// entries at a time, signed at the last, of a length that lets a few hundred fill the WAL. Says on
// stdout which log it writes, and then how far each append that has resolved went. It stops only by
// being killed.
const [path = ''] = process.argv.slice(2);
const crypto = plainCrypto(identityFromSeed(Buffer.alloc(32, 1)));
const group = crypto.groupId('lobby');
const epoch = randomBytes(8).toString('hex') as Epoch;
const store = new SqliteStore(path);
writeSync(1, `${crypto.self}.${epoch}\n`);
let prev = GENESIS;
for (let seq = 1; ; seq += 3) {
  const chained: Chained[] = [0, 1, 2].map((step) => {
    const entry = entryAt(crypto.self, seq + step);
    prev = hashEntry(crypto, group, prev, entry);
    return { entry, hash: prev, sig: step === 2 ? crypto.sign(prev) : null };
  });
  await store.append(group, chained);
  writeSync(1, `${seq + 2}\n`);
}

function entryAt(author: PeerId, seq: number): Chained['entry'] {
  const at = 1_700_000_000_000 + seq;
  const body = `message ${seq} `.repeat(60);
  return { author, epoch, seq, hlc: [at, 0], sentAt: at, kind: 'text', body };
}
