import { expect, test } from 'vitest';
import { type Coloured, highlight } from '../../src/renderer/ui/markdown/highlighter.ts';
import { obviousLanguage } from '../../src/renderer/ui/markdown/obvious-language.ts';

function textIn(pieces: readonly Coloured[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : textIn(piece.children)))
    .join('');
}

test.each([
  'ts',
  'JS',
  'python',
  'py',
  'c++',
  'c#',
  'sh',
  'html',
  'toml',
  'yml',
  'rs',
  'go',
  'sql',
])('%s is a language that has colours', (language) => {
  const code = '"x" = 1 -- <a b="c"> if return # fn';
  const pieces = highlight(code, language);
  expect(pieces.some((piece) => typeof piece !== 'string')).toBe(true);
  expect(textIn(pieces)).toBe(code);
});

test('words of a language are told from its strings', () => {
  expect(highlight("const a = 'b';", 'ts')).toEqual([
    { colour: 'keyword', children: ['const'] },
    ' a = ',
    { colour: 'string', children: ["'b'"] },
    ';',
  ]);
});

test('what is no language of ours stays as it is', () => {
  expect(highlight('const a', 'klingon')).toEqual(['const a']);
  expect(highlight('const a', 'constructor')).toEqual(['const a']);
});

test.each([
  ['#!/usr/bin/env bash\necho', 'bash'],
  ['{"a": [1]}', 'json'],
  ['diff --git a/x b/x', 'diff'],
  ['--- a\n+++ b\n', 'diff'],
  ['$ ls -l', 'shell'],
  ['<!DOCTYPE html>', 'xml'],
  ['{a: 1', null],
  ['hello world', null],
])('%j says its language by itself: %s', (code, language) => {
  expect(obviousLanguage(code)).toBe(language);
});
