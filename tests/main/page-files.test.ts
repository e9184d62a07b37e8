import { expect, test } from 'vitest';
import { listPageFiles, PAGE_ORIGIN, PAGE_URL } from '../../src/main/page-files.ts';

const FILES = listPageFiles(['index.html', 'assets/index-Bbe5hjOb.css', 'assets/index-eP2.js']);

/** Ways out of a folder, and ways to say the same file otherwise, that have worked on some server. */
const OTHER_WORDS: readonly string[] = [
  '/',
  '/..',
  '/../main/index.js',
  '/../../package.json',
  '/assets/../../main/index.js',
  '/./index.html',
  '//index.html',
  '/assets//index-eP2.js',
  '/%2e%2e/main/index.js',
  '/%2e%2e%2fmain%2findex.js',
  '/..%2fmain%2findex.js',
  '/..%5cmain%5cindex.js',
  '/..\\main\\index.js',
  '/%252e%252e%252fmain%252findex.js',
  '/%c0%ae%c0%ae/main/index.js',
  '/%u002e%u002e/main/index.js',
  '/....//main/index.js',
  '/..;/main/index.js',
  '/index.html%00.js',
  '/index.html\0',
  '/index.html/',
  '/index.html?',
  '/index.html?query',
  '/index.html#part',
  '/INDEX.HTML',
  '/index%2ehtml',
  '/%69ndex.html',
  '/index.html.',
  '/index.html::$DATA',
  '/C:/Windows/win.ini',
  '/C%3a%5cWindows%5cwin.ini',
  '//etc/passwd',
  '/etc/passwd',
  '/file:///etc/passwd',
  '/~/.bashrc',
  '/assets',
  '/assets/',
  '/package.json',
  '/__proto__',
  '/constructor',
  '/toString',
];

const OTHER_PLACES: readonly string[] = [
  'parley-app://window',
  'parley-app:window/index.html',
  'parley-app:///index.html',
  'parley-app://other/index.html',
  'parley-app://window.evil.example/index.html',
  'parley-app://window:1/index.html',
  'parley-app://ana@window/index.html',
  'parley-app://window@evil.example/index.html',
  'PARLEY-APP://window/index.html',
  'parley://window/index.html',
  'file:///index.html',
  'https://window/index.html',
  '',
  'index.html',
];

test('each file of the page has one URL and the type that its name says', () => {
  expect(FILES.get(PAGE_URL)).toEqual({ path: 'index.html', type: 'text/html; charset=utf-8' });
  expect([...FILES.values()].map(({ type }) => type)).toEqual([
    'text/html; charset=utf-8',
    'text/css; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
});

test.each(OTHER_WORDS)('%j leads to no file', (path) => {
  expect(FILES.get(`${PAGE_ORIGIN}${path}`)).toBeUndefined();
});

test.each(OTHER_PLACES)('%j is not where the page lives', (url) => {
  expect(FILES.get(url)).toBeUndefined();
});

test('a file of a kind that is not known is noticed when the program starts', () => {
  expect(() => listPageFiles(['index.html', 'assets/tool.wasm'])).toThrow(/tool\.wasm/);
});
