import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

test('the page about the log has every event that there is, and no other', () => {
  const types = [...read('src/core/journal.ts').matchAll(/readonly event: ([^;}]+)/g)];
  const written = types.flatMap(([, union = '']) => union.match(/[a-z-]+/g) ?? []);
  const [, ...rows] = read('docs/log.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const described = rows.flatMap((row) => row.split('|')[1]?.match(/[a-z-]+/g) ?? []);
  expect(written.length).toBeGreaterThan(15);
  expect(described.toSorted()).toEqual(written.toSorted());
});
