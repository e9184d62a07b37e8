import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuildStale } from '../../scripts/build.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-test-'));
  for (const input of ['src/main/index.ts', 'electron.vite.config.ts', 'package.json']) {
    await write(input, 1000);
  }
  for (const product of ['main/index.js', 'preload/index.cjs', 'renderer/index.html']) {
    await write(join('out', product), 2000);
  }
  for (const folder of ['src', 'src/main']) await utimes(join(root, folder), 1000, 1000);
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write(path: string, modifiedAtSeconds: number): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  await utimes(file, modifiedAtSeconds, modifiedAtSeconds);
}

test('a build that is newer than its sources is not stale', async () => {
  await expect(isBuildStale(root)).resolves.toBe(false);
});

test('a build is stale after a change deep in the sources', async () => {
  await write('src/main/index.ts', 3000);
  await expect(isBuildStale(root)).resolves.toBe(true);
});

test('a build is stale after a source was removed', async () => {
  await write('src/main/other.ts', 1000);
  await rm(join(root, 'src/main/other.ts'));
  await expect(isBuildStale(root)).resolves.toBe(true);
});

test('a build is stale when a part of it is missing', async () => {
  await rm(join(root, 'out/preload'), { recursive: true });
  await expect(isBuildStale(root)).resolves.toBe(true);
});
