import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync as rename,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDurably, type Naming } from '../../src/host/durable-file.ts';
import { tempDir } from '../support/temp-dir.ts';

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: as in this test`), { code });
  };
}

const POWER_CUT: Naming = { link: failing('EIO'), rename: failing('EIO') };

test('a file is made whole, for its owner only, and nothing else stays', () => {
  const dir = tempDir();
  const path = join(dir, 'file');
  createDurably(path, 'all of it');
  expect(readFileSync(path, 'utf8')).toBe('all of it');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['file']);
});

test('a crash before the file is whole leaves nothing under its name, and the next attempt works', () => {
  const path = join(tempDir(), 'file');
  expect(() => createDurably(path, 'never finished', POWER_CUT)).toThrow('EIO');
  expect(existsSync(path)).toBe(false);
  createDurably(path, 'finished');
  expect(readFileSync(path, 'utf8')).toBe('finished');
});

test('an existing file is never overwritten', () => {
  const path = join(tempDir(), 'file');
  writeFileSync(path, 'mine');
  expect(() => createDurably(path, 'other')).toThrow(/EEXIST/);
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('what a crash left as a second name of an existing file is not written through', () => {
  const path = join(tempDir(), 'file');
  writeFileSync(path, 'mine');
  linkSync(path, `${path}.new`);
  expect(() => createDurably(path, 'other')).toThrow(/EEXIST/);
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
  'where there are no hard links (%s) the file is made all the same, and still overwrites nothing',
  (code) => {
    const dir = tempDir();
    const path = join(dir, 'file');
    const noLinks = { link: failing(code), rename };
    createDurably(path, 'first', noLinks);
    expect(() => createDurably(path, 'second', noLinks)).toThrow();
    expect(readFileSync(path, 'utf8')).toBe('first');
  },
);
