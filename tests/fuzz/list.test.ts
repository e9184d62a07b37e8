import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rows = readFileSync(`${root}docs/fuzzing.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| .*`/.test(line))
  .map((line) => {
    const [, , where = '', , by = ''] = line.split('|');
    return { where: quoted(where), by: quoted(by) };
  });

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

test('every part that the list names is there, and is named by the file of properties that holds it', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const { where, by } of rows) {
    const heads = by.map((file) => readFileSync(`${root}tests/fuzz/${file}.test.ts`, 'utf8'));
    for (const part of where) {
      expect(existsSync(`${root}src/${part}`), part).toBe(true);
      expect(
        heads.some((head) => head.includes(`src/${part}`)),
        part,
      ).toBe(true);
    }
  }
});

test('every file of properties is in the list', () => {
  const listed = rows.flatMap(({ by }) => by);
  const files = readdirSync(`${root}tests/fuzz`).filter((file) => file.endsWith('.test.ts'));
  for (const file of files) {
    if (file !== 'list.test.ts') expect(listed, file).toContain(file.replace('.test.ts', ''));
  }
});
