import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Pages about what is there now; decisions tell of what was. */
const PAGES = [
  ...readdirSync(ROOT),
  ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));
/** A file or folder of ours, wherever a page names one. */
const PATH = /(?:(?<=\.\.\/)|(?<![\w./-]))(?:src|tests|e2e|scripts|docs)\/[\w/.-]*\w/g;
/** What a link leads to, but for addresses on the web and places in the same page. */
const LINK = /\]\((?![a-z]+:)([^)#]+)/g;
/** The words by which a command picks tests of the window. */
const PICKED = /e2e\.ts -g "([^"]+)"/g;

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

function namesOf(page: string, pattern: RegExp): readonly string[] {
  return [...read(page).matchAll(pattern)].map(([all, part]) => part ?? all);
}

test.each(PAGES)('whatever %s names is there', (page) => {
  const missing = namesOf(page, PATH).filter((path) => !existsSync(`${ROOT}${path}`));
  expect(missing).toEqual([]);
});

test.each(PAGES)('whatever %s links to is there', (page) => {
  const folder = dirname(`${ROOT}${page}`);
  const missing = namesOf(page, LINK).filter((path) => !existsSync(`${folder}/${path}`));
  expect(missing).toEqual([]);
});

test.each(PAGES)('each command in %s that picks tests of the window finds one', (page) => {
  const specs = readdirSync(`${ROOT}e2e`).filter((name) => name.endsWith('.spec.ts'));
  const titles = specs.map((name) => read(`e2e/${name}`)).join('\n');
  expect(namesOf(page, PICKED).filter((words) => !titles.includes(words))).toEqual([]);
});

test('the page about security names tests, which this looks for', () => {
  expect(namesOf('docs/security.md', PATH).length).toBeGreaterThan(20);
});
