import { expect, test } from 'vitest';
import { plainExcerpt } from '../../src/renderer/ui/markdown/excerpt.ts';

test.each([
  ['**bold** `code` [text](https://example.org)', 'bold code text'],
  ['a\n\n  b\tc', 'a b c'],
  ['- milk\n- bread', '• milk • bread'],
  ['Look:\n```js\nlet a;\n```', 'Look: let a;'],
  ['> what they said\n\nmy answer', 'my answer'],
  ['> only a quote', 'only a quote'],
  ['\u202eturned', '[U+202E]turned'],
  ['@Ana hello', '@Ana hello'],
])('%j in a line: %s', (text, line) => {
  expect(plainExcerpt(text, 100)).toBe(line);
});

test('what is too long ends with a sign for it, and no character is cut', () => {
  expect(plainExcerpt('abcdef', 6)).toBe('abcdef');
  expect(plainExcerpt('abcdefg', 6)).toBe('abcde…');
  expect(plainExcerpt('ab 👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 4)).toBe('ab…');
  expect(plainExcerpt('ab👩‍👩‍👧‍👦👩‍👩‍👧‍👦c', 4)).toBe('ab👩‍👩‍👧‍👦…');
});
