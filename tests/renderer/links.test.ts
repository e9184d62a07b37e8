import { expect, test } from 'vitest';
import { splitLinks } from '../../src/renderer/features/timeline/links.ts';

function linksIn(text: string): readonly string[] {
  return splitLinks(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.url]));
}

test('web and mail addresses in a sentence are links, and the text stays whole', () => {
  const text =
    'See https://example.org/a(b). Or HTTP://10.0.0.1:80/?q#x, or mailto:ana@example.org!';
  expect(linksIn(text)).toEqual([
    'https://example.org/a(b)',
    'HTTP://10.0.0.1:80/?q#x',
    'mailto:ana@example.org',
  ]);
  const joined = splitLinks(text).map((piece) => (typeof piece === 'string' ? piece : piece.text));
  expect(joined.join('')).toBe(text);
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
])('%s is no link', (text) => {
  expect(splitLinks(`so: ${text} it is`)).toEqual([`so: ${text} it is`]);
});

test.each([
  ['https://example.org/', 'example.org'],
  ['https://EXAMPLE.org:443/a', 'example.org'],
  ['http://localhost:3000', 'localhost:3000'],
  ['http://[fe80::1]:80/x', '[fe80::1]'],
  ['mailto:ana@example.org', null],
])('%s says itself where it leads: %s', (text, host) => {
  expect(splitLinks(text)).toEqual([{ text, url: text, host, disguised: false }]);
});

test.each([
  // The first letter is Cyrillic.
  ['https://\u0430pple.com/', 'xn--pple-43d.com'],
  ['https://example.org@evil.example/', 'evil.example'],
  ['https://example.org:443@evil.example/', 'evil.example'],
  ['https://ｅxample.org/', 'example.org'],
  ['http://0x7f.1/', '127.0.0.1'],
])('%s is shown with the host that it really leads to: %s', (text, host) => {
  expect(splitLinks(text)).toEqual([{ text, url: text, host, disguised: true }]);
});
