import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { expect, test } from 'vitest';
import type { Hash, PeerId } from '../../src/core/ids.ts';
import { compareSafetyNumber, safetyNumber } from '../../src/core/safety-number.ts';
import { logCrypto } from '../../src/crypto/signing.ts';
import { peer } from '../support/entries.ts';

const [ANA, BEN, EVE] = [peer(1), peer(2), peer(3)];

/** Any good hash will do where only the shape matters; SHA-256 is Node's own. */
function sha256(content: Uint8Array): Hash {
  return createHash('sha256').update(content).digest('hex') as Hash;
}

test('both see the same twelve groups of five digits, and the same eighteen words', () => {
  const seen = safetyNumber(logCrypto.hash, ANA, BEN);
  expect(safetyNumber(logCrypto.hash, BEN, ANA)).toEqual(seen);
  expect(seen.numbers).toHaveLength(12);
  for (const group of seen.numbers) expect(group).toMatch(/^\d{5}$/);
  expect(seen.words).toHaveLength(18);
  for (const word of seen.words) expect(wordlist).toContain(word);
});

test('another key on either side changes its half of both', () => {
  const [withBen, withEve] = [BEN, EVE].map((id) => safetyNumber(logCrypto.hash, ANA, id));
  const shared = withBen?.numbers.filter((group) => withEve?.numbers.includes(group));
  expect(shared).toHaveLength(6);
  expect(withBen?.words).not.toEqual(withEve?.words);
});

test('numbers and words are the same bits', () => {
  const { numbers, words } = safetyNumber(logCrypto.hash, ANA, BEN);
  for (const side of [0, 1]) {
    const number = BigInt(numbers.slice(side * 6, side * 6 + 6).join(''));
    const spelt = words
      .slice(side * 9, side * 9 + 9)
      .reduce((bits, word) => bits * 2_048n + BigInt(wordlist.indexOf(word)), 0n);
    expect(spelt).toBe(number);
  }
});

test('a half is the first 99 bits of a hash that was made 8,192 times over', () => {
  const key = Buffer.from(BEN, 'hex');
  let digest = createHash('sha256').update('parley safety number 1\n').update(key).digest();
  for (let i = 1; i < 8_192; i++) digest = createHash('sha256').update(digest).update(key).digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const half = BigInt(`0b${bits.slice(0, 99)}`)
    .toString()
    .padStart(30, '0');
  expect(safetyNumber(sha256, ANA, BEN).numbers.join('')).toContain(half);
});

test('what was written down with this version stays true', () => {
  const { numbers, words } = safetyNumber(
    logCrypto.hash,
    'a1'.repeat(32) as PeerId,
    'b2'.repeat(32) as PeerId,
  );
  expect(numbers.join(' ')).toMatchInlineSnapshot(
    `"34080 09213 83433 58030 60584 64743 41373 24282 71798 84661 80574 82393"`,
  );
  expect(words.join(' ')).toMatchInlineSnapshot(
    `"meadow copper faculty syrup topple tiger club spell rude poem student method lend pumpkin result plug skin basket"`,
  );
});

test('what is read out, pasted or scanned is compared, whatever stands between', () => {
  const number = safetyNumber(sha256, ANA, BEN);
  const { numbers, words } = number;
  const last = numbers.join('').replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  expect(compareSafetyNumber(number, numbers.join(' '))).toBe('same');
  expect(compareSafetyNumber(number, `Parley\n${numbers.join('-')}.`)).toBe('same');
  expect(compareSafetyNumber(number, ` ${words.join(', ').toUpperCase()}`)).toBe('same');
  expect(compareSafetyNumber(number, last)).toBe('other');
  expect(compareSafetyNumber(number, words.toReversed().join(' '))).toBe('other');
  expect(compareSafetyNumber(number, numbers.slice(1).join(' '))).toBeNull();
  expect(compareSafetyNumber(number, `${words.join(' ')} 7`)).toBeNull();
  expect(compareSafetyNumber(number, '')).toBeNull();
});
