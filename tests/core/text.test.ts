import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TEXT_BYTES, parseGroup, parseName, parseText } from '../../src/core/text.ts';
import { AWKWARD_TEXTS } from '../support/entries.ts';

function refusal(text: string): string {
  const parsed = parseText(text);
  return parsed.ok ? '' : `${parsed.error.code}: ${parsed.error.message}`;
}

function nameCode(raw: string): string {
  const parsed = parseName(raw);
  return parsed.ok ? `ok ${parsed.value}` : parsed.error.code;
}

test.each(AWKWARD_TEXTS)('%j is just text, untouched', (text) => {
  expect(parseText(text)).toEqual({ ok: true, value: text });
});

test('any text of whole characters within the bound passes untouched', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      fc.pre(text.trim() !== '');
      expect(parseText(text)).toEqual({ ok: true, value: text });
    }),
  );
});

test.each(['', ' ', '\n\t\n', '\u00a0\u3000'])('%j is nothing to send', (text) => {
  expect(refusal(text)).toBe('text-empty: There is nothing to send.');
});

test.each(['\ud83d', 'a\ude00b', '\ude00\ud83d'])(
  'half a surrogate pair is refused: %j',
  (text) => {
    expect(refusal(text)).toMatch(/^text-broken: This text holds half a character.*\.$/);
  },
);

test.each([
  ['a', MAX_TEXT_BYTES],
  ['é', MAX_TEXT_BYTES / 2],
  ['😀', MAX_TEXT_BYTES / 4],
])('8192 bytes of “%s” pass, and one byte more does not', (character, count) => {
  const longest = character.repeat(count);
  expect(Buffer.byteLength(longest)).toBe(8_192);
  expect(parseText(longest).ok).toBe(true);
  expect(refusal(`${longest}.`)).toBe(
    'text-too-long: This message is too long: 8193 of at most 8192 bytes.',
  );
});

test.each([
  ['  Ana   María  ', 'Ana María'],
  ['Ａｎａ', 'Ana'],
  ['ﬁ', 'fi'],
  ['e\u0301', '\u00e9'],
  ['אנה', 'אנה'],
  ['张伟', '张伟'],
  ["O'Neill <b>", "O'Neill <b>"],
  ['__proto__', '__proto__'],
  ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
  ['Ana 👩🏽‍🚀', 'Ana 👩🏽‍🚀'],
  ['❤️‍🔥🏳️‍🌈', '❤️‍🔥🏳️‍🌈'],
])('%j is a name, read as %j', (raw, name) => {
  expect(nameCode(raw)).toBe(`ok ${name}`);
});

test.each([
  ['right-to-left override', 'S\u202eam'],
  ['right-to-left mark', 'Sam\u200f'],
  ['isolate', '\u2066Sam'],
  ['zero-width space', 'S\u200bam'],
  ['joiner between letters', 'S\u200dam'],
  ['joiner at the end of an emoji', '👩\u200d'],
  ['two joiners in an emoji', '👩\u200d\u200d🚀'],
  ['word joiner', 'S\u2060am'],
  ['byte-order mark inside', 'S\ufeffam'],
  ['soft hyphen', 'S\u00adam'],
  ['newline', 'Sam\nAna'],
  ['tab', 'Sam\tAna'],
  ['NUL', 'S\0am'],
  ['escape', '\u001b[31mSam'],
  ['C1 control', 'S\u009bam'],
  ['line separator', 'S\u2028am'],
  ['private use', 'S\ue000am'],
  ['half a surrogate pair', 'S\ud83dam'],
  ['Hangul filler', 'Sam\u3164'],
  ['grapheme joiner', 'S\u034fam'],
  ['blank Braille pattern', 'Sam\u2800'],
])('a name with a %s is refused', (_, raw) => {
  expect(nameCode(raw)).toBe('name-characters');
});

test('a name has at most 32 characters, as people count them', () => {
  expect(nameCode('x'.repeat(32))).toBe(`ok ${'x'.repeat(32)}`);
  expect(nameCode('x'.repeat(33))).toBe('name-too-long');
  expect(nameCode('😀'.repeat(32))).toBe(`ok ${'😀'.repeat(32)}`);
  const marked = 'x\u0323\u0332'.repeat(32);
  expect(nameCode(marked)).toBe(`ok ${marked.normalize('NFKC')}`);
});

test('marks piled up on one letter do not make an endless name', () => {
  expect(nameCode(`x${'\u0332'.repeat(200)}`)).toBe('name-too-long');
});

test('a book pasted as a name is refused at once', () => {
  const from = performance.now();
  expect(nameCode('x'.repeat(64_000))).toBe('name-too-long');
  // Counting all of it took 25 s.
  expect(performance.now() - from).toBeLessThan(2_000);
});

test('a blank name asks for one, and a blank group for its own', () => {
  expect(parseName(' \u3000 ')).toMatchObject({
    ok: false,
    error: { message: 'Enter your name.' },
  });
  expect(parseGroup('')).toMatchObject({ ok: false, error: { code: 'group-empty' } });
});

test('a group’s name follows the rule of people’s names', () => {
  expect(parseGroup('  design   team ')).toEqual({ ok: true, value: 'design team' });
  expect(parseGroup('de\u202esign')).toMatchObject({
    error: { message: 'The group’s name holds an invisible or control character.' },
  });
});

test('whatever is typed, a name that passes reads as itself the next time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (raw) => {
      const once = parseName(raw);
      fc.pre(once.ok);
      if (once.ok) expect(parseName(once.value)).toEqual(once);
    }),
  );
});

test('no text makes the name parser throw', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      }),
      (raw) => {
        parseName(raw);
        parseText(raw);
      },
    ),
  );
});
