import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runPlaywright } from './playwright.ts';
import { PROJECT_ROOT } from './root.ts';
import { runScript } from './run-script.ts';

/**
 * Takes the pictures of groups that really run: those that pages show, into docs/images, or with
 * `--all DIR`, said first, every one, wide and narrow, light and dark. Whatever else is said goes to
 * Playwright: `-g words` takes those of one scene.
 */
async function main(words: readonly string[]): Promise<number> {
  const [flag, dir] = words;
  const all = flag === '--all' && dir !== undefined ? resolve(dir) : null;
  const folder = all ?? join(PROJECT_ROOT, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  const rest = all === null ? words : words.slice(2);
  return await runPlaywright(['-c', 'playwright.pictures.config.ts', ...rest], {
    PARLEY_PICTURES: folder,
    ...(all === null ? {} : { PARLEY_ALL_PICTURES: 'yes' }),
    // The same hours in every picture, wherever they are taken.
    TZ: 'UTC',
  });
}

await runScript(() => main(process.argv.slice(2)));
