import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const ASSETS = join(import.meta.dirname, '..', 'out', 'renderer', 'assets');

/** The one script of the page with this name, whatever its hash. */
function chunk(name: string): string {
  const found = readdirSync(ASSETS).filter((file) => file.startsWith(name) && file.endsWith('.js'));
  const entry = readFileSync(join(ASSETS, '..', 'index.html'), 'utf8');
  const [only] = name === 'index' ? found.filter((file) => entry.includes(file)) : found;
  if (only === undefined) throw new Error(`There is no ${name} in ${ASSETS}`);
  return only;
}

/** A script and all that it cannot start without. */
function needs(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const code = readFileSync(join(ASSETS, file), 'utf8');
  // Not `import('./x.js')`, which waits until it is asked for.
  for (const [, other = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
    needs(other, known);
  return known;
}

function kilobytes(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + readFileSync(join(ASSETS, file)).length, 0) / 1_000;
}

/**
 * In kB: measured were 305, 359 and 684, of which React is 185 and both languages with their parser
 * are 78. Whoever needs more asks first whether it can wait until somebody wants it, as dialogs,
 * emoji, colours of code and QR codes do.
 */
const BOUNDS = [
  { name: 'index', most: 330 },
  { name: 'join-screen', most: 390 },
  { name: 'chat-screen', most: 750 },
] as const;

for (const { name, most } of BOUNDS) {
  test(`what the page needs for ${name} is less than ${most} kB`, () => {
    const all = needs(chunk(name));
    expect(all.size, 'its own script and those that it imports').toBeGreaterThan(1);
    expect(Math.round(kilobytes(all))).toBeLessThan(most);
  });
}
