import { createHash, randomBytes } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isSecret,
  MAX_SECRET_BYTES,
  makeSecret,
  normaliseSecret,
  parseSecret,
} from '../../src/core/secret.ts';

/** Zeros, then what follows from them: the same every time. */
const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

function refusal(raw: string): string {
  const parsed = parseSecret(raw, counting);
  return parsed.ok ? '' : parsed.error.message;
}

test('a made secret is twelve words that any text can carry, and no two are alike', () => {
  const made = Array.from({ length: 200 }, () => makeSecret(randomBytes));
  expect(new Set(made).size).toBe(200);
  for (const secret of made) {
    const words = secret.split(' ');
    expect(words).toHaveLength(12);
    for (const word of words) expect(wordlist).toContain(word);
    expect(parseSecret(secret, counting)).toEqual({ ok: true, value: secret });
  }
});

test('every bit that is drawn chooses: 132 of them for a made secret', () => {
  expect(wordlist).toHaveLength(2_048);
  const drawn: number[] = [];
  const flipped = (bit: number) => (length: number) => {
    drawn.push(length);
    const bytes = new Uint8Array(length);
    bytes[bit >> 3] = 1 << (bit & 7);
    return bytes;
  };
  const plain = makeSecret((length) => new Uint8Array(length));
  const chosen = Array.from({ length: 24 * 8 }, (_, bit) => makeSecret(flipped(bit)));
  expect(new Set(drawn)).toEqual(new Set([24]));
  expect(chosen.filter((secret) => secret !== plain)).toHaveLength(132);
});

test('what a keyboard, a phone or a document changes about a secret makes no difference', () => {
  const secret = 'ocean tiger lamp violin';
  for (const typed of [
    '  Ocean Tiger  Lamp Violin ',
    'OCEAN TIGER LAMP VIOLIN',
    'ocean\u00a0tiger\tlamp\nviolin',
    'ｏｃｅａｎ　tiger lamp violin',
  ]) {
    expect(parseSecret(typed, counting), typed).toEqual({ ok: true, value: secret });
  }
});

test('whatever is typed, what comes of it stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const once = normaliseSecret(raw);
      expect(normaliseSecret(once)).toBe(once);
    }),
  );
  expect(normaliseSecret('J\u030c')).toBe('\u01f0');
  // Nothing above plane 2 has a case or another form.
  for (let point = 0; point <= 0x2ffff; point++) {
    const once = normaliseSecret(`a${String.fromCodePoint(point)}b`);
    if (normaliseSecret(once) !== once) throw new Error(`U+${point.toString(16)} changes twice`);
  }
});

test.each([
  'ocean tiger lamp violin',
  'xk7#pq2!mvu9',
  'der alte Mann und das Meer',
  'Rasenmäher-42-Sofa-Lampe',
  '東京タワー 消防士 月曜日 図書館',
  'qzvbmtrhwkdxjfypnlgc',
])('“%s” protects a group', (raw) => {
  expect(refusal(raw)).toBe('');
});

test.each(['a', 'hush', '12345678', 'elevenchars', '           '.padEnd(30)])(
  '“%s” is too short, and six words are offered',
  (raw) => {
    const said = refusal(raw);
    if (raw.trim() === '') expect(said).toBe('Enter the secret.');
    else
      expect(said).toMatch(
        /^Too short to protect the group: use at least four words or 12 random characters,/,
      );
  },
);

test.each([
  'password1234',
  'Passw0rd!!!!!!!!',
  'aaaaaaaaaaaaaaaaaaaa',
  'abcabcabcabcabcabc',
  '123456789012345678',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihg',
  'qwertyuiop1234',
  'hush hush hush hush hush',
  'parley parley parley',
  'xk7xk7xk7xk7xk7xk7',
  'kitchen table',
  'sunshine2024!',
  'happy birthday',
  'manchester united',
  'manchesterunited',
  'december2026!',
  'Summer-2024-Lisbon',
  'internationalization',
  'three blind mice',
  '4711 0815 2024',
])('“%s” is long and foreseeable', (raw) => {
  expect(refusal(raw)).toMatch(
    /^Too easy to guess: use at least four words or 12 random characters,/,
  );
});

test('the words that are offered come from the randomness given, and would do', () => {
  for (let n = 0; n < 200; n++) {
    const said = parseSecret('x', randomBytes);
    const [, words = ''] = /for example “(.*)”\.$/.exec(said.ok ? '' : said.error.message) ?? [];
    expect(words.split(' ')).toHaveLength(6);
    expect(parseSecret(words, counting)).toEqual({ ok: true, value: words });
  }
  const digest = createHash('sha256').update('seed').digest();
  const fixed = (length: number): Uint8Array => digest.subarray(0, length);
  expect(parseSecret('x', fixed)).toEqual(parseSecret('x', fixed));
});

test.each([
  ['an invisible character', 'ocean tiger\u200blamp violin', /invisible/],
  ['a direction override', '\u202eocean tiger lamp violin', /invisible/],
  ['half a character', 'ocean tiger lamp \ud800', /invisible/],
  ['no end', 'ocean tiger '.repeat(40), /too long/],
])('a secret with %s is refused', (_, raw, said) => {
  expect(refusal(raw)).toMatch(said);
});

test('only what the parser would have made of it is a secret as it stands', () => {
  expect(isSecret('x')).toBe(true);
  expect(isSecret('x'.repeat(MAX_SECRET_BYTES))).toBe(true);
  for (const text of ['', ' x', 'X', 'x  y', 'x\u200b', 'x'.repeat(MAX_SECRET_BYTES + 1)]) {
    expect(isSecret(text), text).toBe(false);
  }
});
