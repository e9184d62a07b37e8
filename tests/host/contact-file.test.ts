import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ContactFile } from '../../src/host/contact-file.ts';
import { peer } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';

const DAN = peer(1);

afterEach(() => {
  vi.useRealTimers();
});

test('a decision is on the disk when it has been made, readable by its owner only', () => {
  const path = join(tempDir(), 'contacts.json');
  const book = new ContactFile(path);
  expect(book.change(DAN, 'Dan', { verified: true, nickname: 'Danny' }).ok).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(new ContactFile(path).of(DAN)).toEqual(book.of(DAN));
  expect(new ContactFile(path).of(DAN)).toMatchObject({ verified: true, nickname: 'Danny' });
});

test('meetings are written together, a moment later or on leaving', () => {
  vi.useFakeTimers();
  const path = join(tempDir(), 'contacts.json');
  const book = new ContactFile(path);
  book.seen(DAN, 'Dan');
  book.seen(peer(2), 'Eve');
  expect(new ContactFile(path).all).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(new ContactFile(path).all.map(({ name }) => name)).toEqual(['Dan', 'Eve']);
  book.doubted(DAN, 'Eve');
  book.save();
  expect(new ContactFile(path).of(DAN)?.notThe).toBe('Eve');
});

test('a decision that cannot be stored is not made, and says so', () => {
  const dir = join(tempDir(), 'profile');
  mkdirSync(dir);
  const book = new ContactFile(join(dir, 'contacts.json'));
  book.change(DAN, 'Dan', { muted: true });
  rmSync(dir, { recursive: true });
  const failed = book.change(DAN, 'Dan', { blocked: true });
  expect(failed).toMatchObject({
    error: {
      code: 'not-stored',
      message: expect.stringMatching(/^This could not be stored, so it was not done: ENOENT/),
    },
  });
  expect(book.of(DAN)).toMatchObject({ muted: true, blocked: false });
});

test.each([
  ['no JSON', '{"contacts": ['],
  ['no contacts', '{"contacts": [{"id": "somebody"}]}'],
])('a file that is %s is kept aside, and nobody is known', (_, text) => {
  const dir = tempDir();
  const path = join(dir, 'contacts.json');
  writeFileSync(path, text);
  const book = new ContactFile(path);
  expect(book.all).toEqual([]);
  const [kept = ''] = readdirSync(dir);
  expect(kept).toMatch(/^contacts\.damaged-\d+\.json$/);
  expect(book.setAside).toBe(join(dir, kept));
  expect(readFileSync(join(dir, kept), 'utf8')).toBe(text);
  book.change(DAN, 'Dan', { verified: true });
  expect(new ContactFile(path)).toMatchObject({ setAside: null });
});
