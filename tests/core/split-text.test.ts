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
