import { expect, test } from 'vitest';
import { NO_NAMES } from '../../src/renderer/ui/markdown/names.ts';
import { parseMarkdown } from '../../src/renderer/ui/markdown/parse.ts';
import { type Inline, type Link, textOf } from '../../src/renderer/ui/markdown/tree.ts';

function inlinesOf(text: string): readonly Inline[] {
  const [block, ...others] = parseMarkdown(text, NO_NAMES);
  expect(others).toEqual([]);
  return block?.type === 'text' ? block.children : [];
}

function linksIn(text: string): readonly Link[] {
  return inlinesOf(text).flatMap((inline) =>
    typeof inline !== 'string' && inline.type === 'link' ? [inline] : [],
  );
}

/** What a link shows, and the place that is written out beside it. */
function shown(text: string): readonly (readonly [string, string | null])[] {
  return linksIn(text).map(({ children, place }) => [
    textOf(children),
    place.disguised ? place.name : null,
  ]);
}

test('web and mail addresses in a sentence are links, and the text stays whole', () => {
  const text =
    'See https://example.org/a(b). Or HTTP://10.0.0.1:80/?q#x, or mailto:ana@example.org!';
  expect(linksIn(text).map(({ url }) => url)).toEqual([
    'https://example.org/a(b)',
    'HTTP://10.0.0.1:80/?q#x',
    'mailto:ana@example.org',
  ]);
  expect(textOf(inlinesOf(text))).toBe(text);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'ftp://example.org/',
  '//example.org/',
  'parley://join#x',
  'parley-app://window/index.html',
  'vbscript:x',
  'example.org',
  'www.example.org',
  'ana@example.org',
  'notes.md',
  'http://',
  'https:/example.org',
  'xhttps://',
])('%s is no link, neither by itself nor under a text', (text) => {
  expect(inlinesOf(`so: ${text} it is`)).toEqual([`so: ${text} it is`]);
  expect(linksIn(`so: [click](${text}) it is`)).toEqual([]);
  expect(linksIn(`so: ![click](${text} "title") it is`)).toEqual([]);
});

test('an entity or an escape hides no scheme', () => {
  expect(inlinesOf('[x](&#106;avascript:hit())')).toEqual(['[x](&#106;avascript:hit())']);
  expect(inlinesOf('[x](java\\script:hit())')).toEqual(['[x](java\\script:hit())']);
});

test.each([
  ['https://example.org/', 'example.org'],
  ['https://EXAMPLE.org:443/a', 'example.org'],
  ['http://localhost:3000', 'localhost:3000'],
  ['http://[fe80::1]:80/x', '[fe80::1]'],
])('%s says itself where it leads: %s', (text, name) => {
  const place = { name, mail: false, disguised: false };
  expect(inlinesOf(text)).toEqual([{ type: 'link', url: text, place, children: [text] }]);
});

test.each([
  // The first letter is Cyrillic.
  ['https://\u0430pple.com/', 'xn--pple-43d.com'],
  ['https://example.org@evil.example/', 'evil.example'],
  ['https://example.org:443@evil.example/', 'evil.example'],
  ['https://ｅxample.org/', 'example.org'],
  ['http://0x7f.1/', '127.0.0.1'],
])('%s is shown with the host that it really leads to: %s', (text, host) => {
  expect(shown(text)).toEqual([[text, host]]);
});

test.each([
  ['[the docs](https://docs.example/a)', 'the docs', 'docs.example'],
  ['[https://bank.example/](https://evil.example/)', 'https://bank.example/', 'evil.example'],
  ['[bank.example](https://evil.example/)', 'bank.example', 'evil.example'],
  ['[bank.example](https://bank.example@evil.example/)', 'bank.example', 'evil.example'],
  [
    '[bank.example (bank.example)](https://evil.example)',
    'bank.example (bank.example)',
    'evil.example',
  ],
  [
    '[bank.example#evil.example](https://evil.example)',
    'bank.example#evil.example',
    'evil.example',
  ],
  ['[**bank.example**](https://evil.example)', 'bank.example', 'evil.example'],
  ['[ana@bank.example](mailto:eve@evil.example)', 'ana@bank.example', 'eve@evil.example'],
  ['[https://bank.example](mailto:eve@evil.example)', 'https://bank.example', 'eve@evil.example'],
  ['[mail us](mailto:eve@evil.example?body=x)', 'mail us', 'eve@evil.example'],
])('%s shows beside %s where it leads: %s', (text, says, place) => {
  expect(shown(text)).toEqual([[says, place]]);
});

test.each([
  ['[example.org](https://example.org/a?b)', 'example.org'],
  ['[Example.org/a](https://example.org/a)', 'Example.org/a'],
  ['[https://example.org/a](https://example.org/b)', 'https://example.org/a'],
  ['[ana@example.org](mailto:ana@example.org)', 'ana@example.org'],
])('%s says where it leads, so nothing is added', (text, says) => {
  expect(shown(text)).toEqual([[says, null]]);
});

test('a link over nothing that can be seen shows its address', () => {
  expect(shown('[](https://evil.example/)')).toEqual([['https://evil.example/', null]]);
  expect(shown('[ ](https://evil.example/)')).toEqual([['https://evil.example/', null]]);
});

test('an image is its text and where it leads, and nothing is fetched', () => {
  expect(shown('![cat](https://cats.example/1.png)')).toEqual([['cat', 'cats.example']]);
});

test('characters that turn text round are signs in addresses and their texts as well', () => {
  const [link] = linksIn('[\u202egro.knab](https://evil.example/\u202e)');
  expect(link?.url).toBe('https://evil.example/[U+202E]');
  expect(link && textOf(link.children)).toBe('[U+202E]gro.knab');
});

test('marks around an address are marks, and those in it are its own', () => {
  expect(linksIn('**https://example.org/**')).toEqual([]);
  const [bold] = inlinesOf('**https://example.org/a_b_c**');
  expect(bold).toMatchObject({ type: 'strong', children: [{ url: 'https://example.org/a_b_c' }] });
});
