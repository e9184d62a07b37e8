import { expect, test } from 'vitest';
import { type Coloured, highlight } from '../../src/renderer/ui/markdown/highlighter.ts';
import { obviousLanguage } from '../../src/renderer/ui/markdown/obvious-language.ts';

function textIn(pieces: readonly Coloured[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
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
    { colour: 'keyword', text: 'const' },
    ' a = ',
    { colour: 'string', text: "'b'" },
    ';',
  ]);
});

test('what lies in a string goes on in its colour, unless it has one', () => {
  expect(highlight('"a #{1}"', 'ruby')).toEqual([
    { colour: 'string', text: '"a ' },
    { colour: 'string', text: '#{' },
    { colour: 'number', text: '1' },
    { colour: 'string', text: '}' },
    { colour: 'string', text: '"' },
  ]);
});

test('what is no language of ours, or cannot be read, stays as it is', () => {
  expect(highlight('const a', 'klingon')).toEqual(['const a']);
  expect(highlight('![', 'css')).toEqual(['![']);
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
