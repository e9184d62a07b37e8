import { expect, test } from 'vitest';
import { splitText } from '../../src/core/split-text.ts';

test('what fits stays as it is', () => {
  expect(splitText('a\n b ', 8)).toEqual(['a\n b ']);
  expect(splitText('', 8)).toEqual([]);
});

test('lines stay whole where they can, and the next part begins as its line does', () => {
  expect(splitText('one two\nthree\n  four', 16)).toEqual(['one two\nthree', '  four']);
  expect(splitText('one two\n\n \nthree', 8)).toEqual(['one two', 'three']);
  expect(splitText('exactly8\nand more', 8)).toEqual(['exactly8', 'and more']);
});

test('words stay whole in lines that are too long', () => {
  expect(splitText('one two  three', 8)).toEqual(['one two', 'three']);
});

test('a line that would leave most of a part empty is no place to cut', () => {
  expect(splitText('a\nbbbbb ccccc', 8)).toEqual(['a\nbbbbb', 'ccccc']);
});

test('characters stay whole where there is no blank', () => {
  expect(splitText('x'.repeat(20), 8)).toEqual(['x'.repeat(8), 'x'.repeat(8), 'xxxx']);
  expect(splitText('éééé', 5)).toEqual(['éé', 'éé']);
  // A letter and its accent, six bytes with the x: not cut between the two.
  expect(splitText('xxxe\u{301}', 5)).toEqual(['xxx', 'e\u{301}']);
  expect(splitText('👩🏽‍🚀👩🏽‍🚀', 16)).toEqual(['👩🏽‍🚀', '👩🏽‍🚀']);
});

test('a megabyte is cut into parts that are nearly full', () => {
  const book = 'the quick brown fox jumps over the lazy dog\n'.repeat(24_000);
  const parts = splitText(book, 8_192);
  expect(parts.length).toBeGreaterThan(128);
  expect(parts.length).toBeLessThan(132);
});

test('a code block that is cut ends with its part and goes on in the next', () => {
  const code = Array.from({ length: 20 }, (_, i) => `  line${String(i).padStart(2, '0')}`);
  const parts = splitText(['before', '```ts', ...code, '```', 'after'].join('\n'), 100);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.every((part) => part.length <= 100)).toBe(true);
  for (const part of parts.slice(0, -1)) expect(part.match(/^```/gm)).toHaveLength(2);
  expect(parts.slice(1).every((part) => part.startsWith('```ts\n  line'))).toBe(true);
  expect(parts.join('\n').replaceAll('\n```\n```ts', '')).toBe(
    ['before', '```ts', ...code, '```', 'after'].join('\n'),
  );
});

test('a cut just before the end of a code block leaves no empty one behind', () => {
  const text = `${'```'}\n${'x'.repeat(70)}\n${'```'}\n${'y'.repeat(60)}`;
  expect(splitText(text, 100)).toEqual([`${'```'}\n${'x'.repeat(70)}\n${'```'}`, 'y'.repeat(60)]);
});

test('what only looks like a fence, and one too long to be said again, is cut as any text', () => {
  const ticks = '```code``` '.repeat(20).trim();
  expect(splitText(ticks, 100).join(' ')).toBe(ticks);
  const long = `${'`'.repeat(40)}\n${'word '.repeat(40)}`;
  expect(splitText(long, 100).every((part) => part.length <= 100)).toBe(true);
});

test('however little fits a part, cutting a code block comes to an end', () => {
  const text = `${'```'}\n${'a b\n'.repeat(200)}`;
  for (let bytes = 8; bytes < 200; bytes++) {
    const parts = splitText(text, bytes);
    expect(parts.every((part) => part.length <= bytes)).toBe(true);
    expect(parts.join('\n').replaceAll(/[`\s]/g, '')).toBe('ab'.repeat(200));
  }
});
