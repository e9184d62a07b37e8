import MarkdownIt from 'markdown-it';
import { expect, test, vi } from 'vitest';
import { isFewEmoji } from '../../src/renderer/ui/markdown/few-emoji.ts';
import { type Names, NO_NAMES } from '../../src/renderer/ui/markdown/names.ts';
import { parseMarkdown } from '../../src/renderer/ui/markdown/parse.ts';
import type { Block, Inline } from '../../src/renderer/ui/markdown/tree.ts';

/** The tree in a shorthand: `<em>a</em>`, and blocks on lines of their own. */
function shown(text: string, names: Names = NO_NAMES): string {
  return parseMarkdown(text, names).map(block).join('\n');
}

function block(each: Block): string {
  switch (each.type) {
    case 'text':
      return `<p>${each.children.map(inline).join('')}`;
    case 'quote':
      return `<quote>${each.children.map(block).join('')}</quote>`;
    case 'code':
      return `<code ${each.language}>${each.text}</code>`;
    case 'list': {
      const items = each.items.map((item) => `<li>${item.map(block).join('')}`).join('');
      return `<list ${each.start ?? '•'}>${items}</list>`;
    }
  }
}

function inline(each: Inline): string {
  if (typeof each === 'string') return each;
  if (!('children' in each)) return `<${each.type}>${each.text}</${each.type}>`;
  return `<${each.type}>${each.children.map(inline).join('')}</${each.type}>`;
}

test.each([
  ['**bold** and __bold__', '<p><strong>bold</strong> and <strong>bold</strong>'],
  ['*it* and _it_', '<p><em>it</em> and <em>it</em>'],
  ['~~gone~~', '<p><strike>gone</strike>'],
  ['***both***', '<p><em><strong>both</strong></em>'],
  ['`a *b* <c>`', '<p><code>a *b* <c></code>'],
  ['这是**粗体**字', '<p>这是<strong>粗体</strong>字'],
  ['\\*as typed\\* \\`so\\`', '<p>*as typed* `so`'],
])('%s is drawn', (text, drawn) => {
  expect(shown(text)).toBe(drawn);
});

test.each([
  'snake_case_name and 2*3*4, x**2 + y**2',
  'a * b * c',
  '# of people: 5',
  'a\n===\nb\n---\n***',
  '    four spaces\n\ttab',
  '| a | b |\n|---|---|',
  '<b>bold</b> <!-- c --> &amp; &lt;',
  '[x]: example.org\n[x]',
  '¯\\_(ツ)_/¯',
  '\\\\server\\_share_\\*.txt',
  'C:\\_build\\_x and D:\\~~a~~',
  '\\d+\\.\\[a-z\\]',
  '+ 1\n+1',
  '>_< and >:(',
  '>:( ',
  'It was\n1984. Really.',
  '```',
  '```js',
  '~~~\n\n~~~',
])('%s stays as it was typed', (text) => {
  expect(shown(text)).toBe(`<p>${text}`);
});

test('lines and spaces stay as they were typed', () => {
  expect(shown('a\nb  \n  c\n\n\n  d')).toBe('<p>a\nb  \n  c\n\n\n  d');
});

test('a mark does not reach over an empty line', () => {
  expect(shown('*a\n\nb*')).toBe('<p>*a\n\nb*');
});

test('a quote is what has its mark, and an answer below it is none of it', () => {
  expect(shown('> a\n> b\nc')).toBe(
    '<p>a\nb'.replace('<p>', '<quote><p>').concat('</quote>\n<p>c'),
  );
  expect(shown('> a\n\n> b')).toBe('<quote><p>a</quote>\n<quote><p>b</quote>');
  expect(shown('> > deep\n> shallow')).toBe('<quote><quote><p>deep</quote><p>shallow</quote>');
});

test('lists are drawn with the numbers that were typed, and end with their last item', () => {
  expect(shown('Buy:\n- milk\n- *bread*\nThanks')).toBe(
    '<p>Buy:\n<list •><li><p>milk<li><p><em>bread</em></list>\n<p>Thanks',
  );
  expect(shown('3. c\n4. d')).toBe('<list 3><li><p>c<li><p>d</list>');
  expect(shown('- a\n  - b\n\n  more\n- c')).toBe(
    '<list •><li><p>a<list •><li><p>b</list><p>more<li><p>c</list>',
  );
});

test('code between fences is shown as it is, in the language that was named', () => {
  expect(shown('```ts\nconst a = "*b*";\n\n  // c\n```\nafter')).toBe(
    '<code ts>const a = "*b*";\n\n  // c</code>\n<p>after',
  );
  expect(shown('~~~\n```\n~~~')).toBe('<code >```</code>');
  expect(shown('- a\n  ```\n  b\n    c\n  ```')).toBe(
    '<list •><li><p>a<code >b\n  c</code></list>',
  );
});

test('a fence may stand on the lines of the code, and nothing of it is lost', () => {
  expect(shown('```print(1)\nprint(2)```')).toBe('<code >print(1)\nprint(2)</code>');
  expect(shown('```one line```')).toBe('<p><code>one line</code>');
  expect(shown('```\nnever closed')).toBe('<code >never closed</code>');
});

test('what would be obeyed is a sign in code as well', () => {
  expect(shown('`\u202eab\u001b`')).toBe('<p><code>[U+202E]ab␛</code>');
  expect(shown('```\n\u202eab\n```')).toBe('<code >[U+202E]ab</code>');
});

const PEOPLE: Names = { all: ['Ana', 'Ana Maria', 'Bob (lab)', '_x_'], own: 'Ana' };

test.each([
  ['@Ana, hello', '<p><mention>@Ana</mention>, hello'],
  ['@Ana Maria: hello', '<p><mention>@Ana Maria</mention>: hello'],
  ['(@ana)', '<p>(<mention>@ana</mention>)'],
  ['**@Bob (lab)**', '<p><strong><mention>@Bob (lab)</mention></strong>'],
  ['@_x_', '<p><mention>@_x_</mention>'],
  ['@Anabel and @Ana_Maria', '<p>@Anabel and @Ana_Maria'],
  ['me@Ana.org', '<p>me@Ana.org'],
  ['`@Ana`', '<p><code>@Ana</code>'],
  ['@Zoe', '<p>@Zoe'],
])('%s mentions whom it names', (text, drawn) => {
  expect(shown(text, PEOPLE)).toBe(drawn);
});

test('only one’s own name is one’s own', () => {
  const own = (text: string): unknown => parseMarkdown(text, PEOPLE)[0];
  expect(own('@ANA')).toMatchObject({ children: [{ own: true }] });
  expect(own('@Ana Maria')).toMatchObject({ children: [{ own: false }] });
});

test('a text that the parser stumbles over is shown as it is', () => {
  vi.spyOn(MarkdownIt.prototype, 'parse').mockImplementationOnce(() => {
    throw new RangeError('Maximum call stack size exceeded');
  });
  expect(shown('*stumbled*')).toBe('<p>*stumbled*');
  expect(shown('*walked*')).toBe('<p><em>walked</em>');
});

test('the same text is read once', () => {
  expect(parseMarkdown('*a*', PEOPLE)).toBe(parseMarkdown('*a*', PEOPLE));
  expect(parseMarkdown('*a*', PEOPLE)).not.toBe(parseMarkdown('*a*', NO_NAMES));
});

test.each([
  ['👍', true],
  ['👩‍👩‍👧‍👦 🇮🇹 👋🏽', true],
  ['❤️', true],
  ['1️⃣', true],
  ['😀😀😀😀😀😀', true],
  ['😀😀😀😀😀😀😀', false],
  ['😀 ok', false],
  ['1', false],
  ['', false],
])('%s is shown larger: %s', (text, larger) => {
  expect(isFewEmoji(text)).toBe(larger);
});
