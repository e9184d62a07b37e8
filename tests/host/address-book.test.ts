import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AddressBookFile } from '../../src/host/address-book.ts';
import { group, peer } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';

const HERE = {
  proven: [{ host: '192.0.2.1', port: 4_000 }],
  claimed: [{ host: '192.0.2.9', port: 4_000 }],
};
const MET = [{ peer: peer(1), ...HERE }];

test('who was met is known at the next start, from a file that only its owner reads', () => {
  const dir = tempDir();
  const path = join(dir, 'addresses.json');
  const book = new AddressBookFile(path);
  expect(book.of(group(1))).toEqual([]);
  book.met(group(1), peer(1), HERE);
  book.save();
  expect(new AddressBookFile(path).of(group(1))).toEqual(MET);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['addresses.json']);
});

test('the file is replaced as a whole, and not written where nothing is new', () => {
  const path = join(tempDir(), 'addresses.json');
  const book = new AddressBookFile(path);
  book.met(group(1), peer(1), HERE);
  book.save();
  const { ino } = statSync(path);
  book.save();
  expect(statSync(path).ino).toBe(ino);
  book.met(group(1), peer(2), { ...HERE, proven: [{ host: '192.0.2.2', port: 4_000 }] });
  book.save();
  expect(new AddressBookFile(path).of(group(1))).toHaveLength(2);
});

test.each([
  ['no JSON', '{"addresses": ['],
  ['something else', '{"colour": "red"}'],
  ['an entry that is none', '{"addresses": [{"group": "x", "peer": 7}]}'],
  ['an empty file', ''],
])('%s is taken for an empty book, which is written anew', (_, text) => {
  const path = join(tempDir(), 'addresses.json');
  writeFileSync(path, text);
  const book = new AddressBookFile(path);
  expect(book.of(group(1))).toEqual([]);
  book.met(group(1), peer(1), HERE);
  book.save();
  expect(new AddressBookFile(path).of(group(1))).toEqual(MET);
});

test('a file that cannot be written is done without', () => {
  const path = join(tempDir(), 'addresses.json');
  mkdirSync(path);
  const book = new AddressBookFile(path);
  book.met(group(1), peer(1), HERE);
  book.save();
  expect(book.of(group(1))).toEqual(MET);
});

test('nothing is left to be saved by a program that ends by itself', async () => {
  const path = join(tempDir(), 'addresses.json');
  const book = new AddressBookFile(path);
  book.met(group(1), peer(1), HERE);
  const until = Date.now() + 5_000;
  while (readFile(path) === '' && Date.now() < until) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  expect(readFile(path)).toContain('192.0.2.1:4000');
});

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
