// src/renderer/ui/markdown/parse.ts, src/renderer/ui/markdown/places.ts, src/renderer/ui/markdown/names.ts, src/renderer/ui/markdown/excerpt.ts, src/renderer/ui/markdown/highlighter.ts
import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MAX_TEXT_BYTES } from '../../src/core/text.ts';
import { visible } from '../../src/core/visible.ts';
import { plainExcerpt } from '../../src/renderer/ui/markdown/excerpt.ts';
import { highlight, LANGUAGES } from '../../src/renderer/ui/markdown/highlighter.ts';
import { Markdown } from '../../src/renderer/ui/markdown/markdown.tsx';
import type { Names } from '../../src/renderer/ui/markdown/names.ts';
import { parseMarkdown } from '../../src/renderer/ui/markdown/parse.ts';
import { type Block, type Inline, textOf } from '../../src/renderer/ui/markdown/tree.ts';
import { anyText, name, text } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

/** All that a text can be made of that means something. */
const mark = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '__',
    '~~',
    '`',
    '```',
    '~~~',
    '\n',
    '\n\n',
    '> ',
    '>',
    '- ',
    '* ',
    '1. ',
    ' ',
  ],
  ...['    ', '\t', '[', ']', '](', ')', '![', '<', '>', '\\', '&amp;', '@', '@Ana', 'x', ':', '#'],
  ...[
    'https://a.example/',
    'http://b.example@c.example',
    'mailto:a@b.c',
    'javascript:x',
    '//',
    '|',
  ],
  ...[
    'C:\\',
    '\\\\s\\',
    '```js\n',
    '\u202e',
    '\u001b',
    '\r',
    '\0',
    '😀',
    '\u{1f1ee}',
    '\u200d',
    '"',
  ],
);
const marked = fc
  .array(fc.oneof({ weight: 5, arbitrary: mark }, { weight: 1, arbitrary: text }), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
const anyMarked = fc.oneof(marked, anyText);
const names: fc.Arbitrary<Names> = fc.record({
  all: fc.array(
    fc.oneof(
      name,
      anyText.filter((each) => each !== ''),
      fc.constant('Ana'),
    ),
  ),
  own: fc.option(fc.constant('Ana')),
});

type Any = Block | Inline;
function below(each: Any): readonly Any[] {
  if (typeof each === 'string') return [];
  if (each.type === 'list') return each.items.flat();
  return 'children' in each ? each.children : [];
}
function depthOf(each: Any): number {
  return 1 + Math.max(0, ...below(each).map(depthOf));
}
function all(each: Any): readonly Any[] {
  return [each, ...below(each).flatMap(all)];
}

const actions = { openLink: () => undefined, codeTools: () => null };

fuzz('any text is drawn', 1_500, fc.tuple(anyMarked, names), ([said, people]) => {
  renderToStaticMarkup(createElement(Markdown, { text: said, people, actions }));
});

fuzz(
  'a tree is never deep, and leads only where main may be asked to',
  3_000,
  anyMarked,
  (said) => {
    for (const block of parseMarkdown(said, { all: ['Ana'], own: null })) {
      expect(depthOf(block)).toBeLessThanOrEqual(24);
      for (const each of all(block)) {
        if (typeof each === 'string' || each.type !== 'link') continue;
        expect(each.url).toMatch(/^(https?:\/\/|mailto:)/i);
        expect(textOf(each.children).trim()).not.toBe('');
      }
    }
  },
);

const plain = fc
  .array(
    fc.constantFrom('a', 'B', 'ç', '好', ' ', '  ', '\n', '\n\n', ',', '.', '!', '?', "'", '😀'),
  )
  .map((parts) => parts.join(''));
fuzz('a text without marks says what it says', 2_000, plain, (said) => {
  const blocks = parseMarkdown(said, { all: ['Ana'], own: null });
  const whole = blocks.map((block) => (block.type === 'text' ? textOf(block.children) : '?'));
  // Lines of nothing but spaces lose those, and at either end the lines as well.
  const lines = said.replace(/^ +$/gm, '').replace(/^\n+|\n+$/g, '');
  expect(whole.join('')).toBe(lines);
});

/** All letters that a text shows, links spelled out, without anything that could be a mark. */
function lettersOf(said: string): string {
  return said.replace(/[^\p{L}\p{Extended_Pictographic}]/gu, '');
}
function saidBy(each: Any): string {
  if (typeof each === 'string') return each;
  if (each.type === 'link') return '';
  if (each.type === 'code' && 'language' in each) return `${each.language}${each.text}`;
  return 'text' in each ? each.text : below(each).map(saidBy).join('');
}
const noLinks = marked.filter((said) => !said.includes(']('));
fuzz('of a text nothing but marks is left out', 3_000, noLinks, (said) => {
  const blocks = parseMarkdown(said.replaceAll(':', ''), { all: [], own: null });
  expect(lettersOf(blocks.map(saidBy).join(''))).toBe(lettersOf(visible(said.replaceAll(':', ''))));
});

const language = fc.constantFrom(...Object.keys(LANGUAGES));
fuzz('code in colours is the code', 1_000, fc.tuple(anyMarked, language), ([code, its]) => {
  const pieces = highlight(code, its);
  expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')).toBe(
    code,
  );
});

fuzz('an excerpt is one line and no longer than asked for', 1_500, anyMarked, (said) => {
  const line = plainExcerpt(said, 20);
  const { length } = [...new Intl.Segmenter('en').segment(line)];
  expect(length).toBeLessThanOrEqual(20);
  expect(line).not.toMatch(/[\n\r]/);
});

/** Texts that have made parsers of Markdown slow, as long as a message may be. */
const WORST = [
  '[',
  '![',
  '[a](',
  '[a](https://x.y "',
  '`',
  '`[',
  '*',
  '*a **b ',
  '*_a ',
  '~~a ',
  '> ',
]
  .concat([
    '>',
    '- ',
    '- a\n',
    '1) a\n',
    '> - ',
    '\\',
    'https://',
    'https://a.b/(',
    'mailto:a@',
    '@Ana ',
  ])
  .concat(['```\n', '~~~\n', '<', '_a*', '** a**', '\t- ', 'C:\\', '\\\\ ', '￼', ' ', '\n']);

test.each(WORST)('a message full of %j is read at once', (part) => {
  const long = part.repeat(Math.ceil(MAX_TEXT_BYTES / part.length)).slice(0, MAX_TEXT_BYTES);
  const start = performance.now();
  const blocks = parseMarkdown(long, { all: ['Ana', 'Ana Maria'], own: null });
  const elapsedMs = performance.now() - start;
  for (const block of blocks) expect(depthOf(block)).toBeLessThanOrEqual(24);
  // Some 10 ms on a computer that does nothing else; what grows with the square takes seconds.
  expect(elapsedMs).toBeLessThan(500);
});

/** Code that makes a highlighter go deep, or read the same again and again. */
const WORST_CODE = ['(', '<script>', '<style>', '[a](', '${', '"', 'a ', '#{', '/*', '{a:'];

test.each(Object.keys(LANGUAGES))('hostile code in %s is coloured at once', (language) => {
  for (const part of WORST_CODE) {
    const long = part.repeat(Math.ceil(MAX_TEXT_BYTES / part.length)).slice(0, MAX_TEXT_BYTES);
    const start = performance.now();
    const pieces = highlight(long, language);
    // Some 50 ms on a computer that does nothing else.
    expect(performance.now() - start, part).toBeLessThan(1_000);
    expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')).toBe(
      long,
    );
  }
});
