import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GENESIS, hashEntry, type Run, toRun, verifyRun } from '../../src/core/chain.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { GroupId, Hash, LogId, Signature } from '../../src/core/ids.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { Author } from '../support/author.ts';
import { AWKWARD_TEXTS, entry, group, signatureOf } from '../support/entries.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

const crypto = plainCrypto(identityFromSeed(Buffer.alloc(32, 1)));
const GROUP = group(1);

/** A run as another program would have written it. */
function written(texts: readonly string[], seed = 1): Run {
  const author = new Author(seed);
  const [, from, prev, rows, sig] = author.run(GROUP, texts) as [
    string,
    number,
    Hash,
    Row[],
    Signature,
  ];
  const entries = rows.map(([wall, counter, sentAt, kind, body], i) =>
    entry({
      ...{ author: author.id as Entry['author'], epoch: 'ee'.repeat(8) as Entry['epoch'] },
      ...{ seq: from + i, hlc: [wall, counter] as const, sentAt, kind, body },
    }),
  );
  return { log: author.log as LogId, prev, entries, sig };
}
type Row = [wall: number, counter: number, sentAt: number, kind: string, body: string];

test('a run that another program has signed is good, and ends with its signature', () => {
  const run = written(['one', 'two', 'three']);
  const chained = verifyRun(crypto, GROUP, run);
  expect(chained?.map(({ entry: { body } }) => body)).toEqual(['one', 'two', 'three']);
  expect(chained?.map(({ sig }) => sig)).toEqual([null, null, run.sig]);
  expect(toRun(run.prev, chained ?? [])).toEqual(run);
});

test.each(AWKWARD_TEXTS)('%j is signed and checked like any text', (text) => {
  expect(verifyRun(crypto, GROUP, written([text]))).not.toBeNull();
});

test('whatever is changed in a run, its signature no longer holds', () => {
  const run = written(['one', 'two', 'three']);
  const change = fc.oneof(
    fc.record({ body: fc.string().filter((body) => !['one', 'two', 'three'].includes(body)) }),
    fc.record({ sentAt: fc.nat() }),
    fc.record({ hlc: fc.tuple(fc.nat(), fc.nat()) }),
    fc.record({ kind: fc.constant('profile') }),
    fc.record({ seq: fc.integer({ min: 4 }) }),
    fc.record({ author: fc.constant(entry().author) }),
    fc.record({ epoch: fc.constant(entry().epoch) }),
  );
  fc.assert(
    fc.property(fc.nat(2), change, (at, part) => {
      const entries = run.entries.map((each, i) => (i === at ? { ...each, ...part } : each));
      expect(verifyRun(crypto, GROUP, { ...run, entries })).toBeNull();
    }),
  );
});

test('an entry cannot be left out, moved, added, or said in another group', () => {
  const run = written(['one', 'two', 'three']);
  const [one, two, three] = run.entries as [Entry, Entry, Entry];
  for (const entries of [
    [one, three],
    [two, one, three],
    [one, two],
    [one, two, three, three],
    [],
  ]) {
    expect(verifyRun(crypto, GROUP, { ...run, entries })).toBeNull();
  }
  expect(verifyRun(crypto, 'ab'.repeat(16) as GroupId, run)).toBeNull();
  expect(verifyRun(crypto, GROUP, { ...run, prev: 'ab'.repeat(32) as Hash })).toBeNull();
});

test('a signature of somebody else is not taken', () => {
  const run = written(['one']);
  expect(verifyRun(crypto, GROUP, { ...run, sig: written(['one'], 2).sig })).toBeNull();
  expect(verifyRun(crypto, GROUP, { ...run, sig: signatureOf(entry()) })).toBeNull();
});

test('a hash covers everything before it', () => {
  const first = hashEntry(crypto, GROUP, GENESIS, entry());
  const second = hashEntry(crypto, GROUP, first, entry({ seq: 2 }));
  expect(hashEntry(crypto, GROUP, GENESIS, entry({ seq: 2 }))).not.toBe(second);
  expect(hashEntry(crypto, GROUP, first, entry({ seq: 2 }))).toBe(second);
});
