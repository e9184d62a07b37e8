import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const DOCUMENT = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** The rows of the table of bounds, without its head. */
function rows(): readonly (readonly string[])[] {
  const [, section = ''] = DOCUMENT.split('\n## Bounds\n');
  const [table = ''] = section.trim().split('\n\n');
  const lines = table.split('\n').slice(2);
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

test('every bound of the document is enforced, and names tests that are there', () => {
  expect(rows().length).toBeGreaterThan(25);
  // Said where it is so, of one at most.
  expect(rows().filter((row) => row[4] === 'by reading').length).toBeLessThanOrEqual(1);
  for (const [, thing = '', , enforced = '', shownBy = ''] of rows()) {
    expect(enforced, thing).not.toContain('not yet');
    for (const name of shownBy === 'by reading' ? [] : shownBy.split('; ')) {
      const file = new URL(
        `../${name}${name.endsWith('.suite') ? '' : '.test'}.ts`,
        import.meta.url,
      );
      expect(existsSync(file), `${thing}: ${name}`).toBe(true);
    }
  }
});
