import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../src/core/visible.ts';

test.each([
  ['\u001b[31mred\u0007', '␛[31mred␇'],
  ['a\0b', 'a␀b'],
  ['a\rb', 'a␍b'],
  ['a\u007fb', 'a␡b'],
  ['a\u009bb', 'a[U+009B]b'],
  ['a\u202eb', 'a[U+202E]b'],
  ['\u2066a\u2069', '[U+2066]a[U+2069]'],
  ['one\r\ntwo', 'one\ntwo'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each(['one\ntwo\tthree', 'שלום', 'a\u200eb\u200f', '👨‍👩‍👧', '<EXITENCD>', 'e\u0301'])(
  '%j is shown as it is',
  (text) => {
    expect(visible(text)).toBe(text);
  },
);

test('nothing shown can steer a terminal or turn a line round', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/(?![\n\t\u061c\u200e\u200f])[\p{Cc}\p{Bidi_Control}]/u);
    }),
  );
});
