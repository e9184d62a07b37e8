import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const IMAGES = readdirSync(`${ROOT}docs/images`).map((name) => `docs/images/${name}`);
/** The pages that show pictures, and what their paths begin at. */
const PAGES: readonly (readonly [page: string, base: string])[] = [
  ['README.md', ''],
  ['docs/tour.md', 'docs/'],
];
/** A picture, as Markdown and as HTML name one. */
const SHOWN = /!\[[^\]]*\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g;
/** Most bytes of all pictures: a clone should not be about them. */
const MAX_BYTES = 1_500_000;

function shownBy([page, base]: (typeof PAGES)[number]): readonly string[] {
  const text = readFileSync(`${ROOT}${page}`, 'utf8');
  return [...text.matchAll(SHOWN)].map(([, path, source]) => `${base}${path ?? source}`);
}

test.each(PAGES)('every picture that %s shows is there', (page, base) => {
  const shown = shownBy([page, base]);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
});

test('every picture is shown, and made by the script', () => {
  const shown = new Set(PAGES.flatMap(shownBy));
  expect(IMAGES.filter((path) => !shown.has(path))).toEqual([]);
  const folder = `${ROOT}e2e/pictures`;
  const scenes = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const made = (path: string): boolean => {
    const [, name] = /([\w-]+)-(?:wide|narrow)-(?:light|dark)\.png$/.exec(path) ?? [];
    return name !== undefined && scenes.some((scene) => scene.includes(`'${name}'`));
  };
  expect(IMAGES.filter((path) => !made(path))).toEqual([]);
});

test('all pictures together are small, and each says in words what it shows', () => {
  const bytes = IMAGES.map((path) => statSync(`${ROOT}${path}`).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
  for (const [page] of PAGES) {
    const text = readFileSync(`${ROOT}${page}`, 'utf8');
    expect(text.match(/!\[\]|<img (?![^>]*alt="\w)/g)).toBeNull();
  }
});
