import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import type { Membership } from '../../src/core/ports.ts';
import type { KeyKeeper } from '../../src/host/identity-file.ts';
import { KeyringFile } from '../../src/host/keyring-file.ts';
import { FakeKeyStore } from '../support/fake-key-store.ts';
import { tempDir } from '../support/temp-dir.ts';

const NONE: KeyKeeper = { instead: 'Open it in the window.' };
const DESIGN: Membership = {
  group: 'design',
  secret: 'ocean tiger lamp violin',
  room: '0123456789abcdef0123456789abcdef' as GroupId,
};
const LAB: Membership = {
  group: 'lab',
  secret: 'window candle river fox',
  room: 'fedcba9876543210fedcba9876543210' as GroupId,
};

function textsIn(dir: string): string {
  return readdirSync(dir)
    .map((name) => readFileSync(join(dir, name), 'latin1'))
    .join('\n');
}

test('without a key store the secrets lie in a file that only its owner can read', async () => {
  const dir = tempDir();
  const keyring = await KeyringFile.load(dir, NONE);
  expect(keyring.last).toBeNull();
  await keyring.keep(DESIGN);
  await keyring.keep(LAB);
  expect(statSync(join(dir, 'memberships')).mode & 0o777).toBe(0o600);
  const again = await KeyringFile.load(dir, NONE);
  expect(again.last).toEqual(LAB);
  expect(again.roomOf('design', DESIGN.secret)).toBe(DESIGN.room);
});

test('with a key store no secret, name or room is readable on the disk', async () => {
  const dir = tempDir();
  const keys = new FakeKeyStore();
  const keyring = await KeyringFile.load(dir, keys);
  await keyring.keep(DESIGN);
  expect(textsIn(dir)).not.toMatch(/ocean|violin|design|0123456789abcdef/);
  expect(statSync(join(dir, 'memberships.sealed')).mode & 0o777).toBe(0o600);
  expect((await KeyringFile.load(dir, keys)).last).toEqual(DESIGN);
});

test('what lay in a plain file goes into a key store that is there now', async () => {
  const dir = tempDir();
  await (await KeyringFile.load(dir, NONE)).keep(DESIGN);
  const keys = new FakeKeyStore();
  const keyring = await KeyringFile.load(dir, keys);
  expect(keyring.last).toEqual(DESIGN);
  await keyring.keep(LAB);
  expect(existsSync(join(dir, 'memberships'))).toBe(false);
  expect((await KeyringFile.load(dir, keys)).roomOf('design', DESIGN.secret)).toBe(DESIGN.room);
});

const liar: KeyKeeper = {
  seal: async () => new Uint8Array(8),
  open: async () => 'something else',
};
const refuser: KeyKeeper = {
  seal: () => Promise.reject(new Error('no')),
  open: () => Promise.reject(new Error('no')),
};

test.each([
  ['refuses', refuser],
  ['lies', liar],
])('a key store that %s is none: the file keeps the secrets', async (_, keys) => {
  const dir = tempDir();
  await (await KeyringFile.load(dir, keys)).keep(DESIGN);
  expect((await KeyringFile.load(dir, keys)).last).toEqual(DESIGN);
});

test('two changes at once are both kept, whatever the key store takes its time over', async () => {
  const dir = tempDir();
  const keys = new FakeKeyStore();
  let first = true;
  const slow: KeyKeeper = {
    seal: async (text) => {
      const wait = first;
      first = false;
      if (wait) await new Promise((done) => setImmediate(done));
      return keys.seal(text);
    },
    open: (sealed) => keys.open(sealed),
  };
  const keyring = await KeyringFile.load(dir, slow);
  await Promise.all([keyring.keep(DESIGN), keyring.keep(LAB)]);
  const again = await KeyringFile.load(dir, keys);
  expect(again.last).toEqual(LAB);
  expect(again.roomOf('design', DESIGN.secret)).toBe(DESIGN.room);
});

test.each(['', '{', '{"memberships":[{"group":7}]}', 'null'])(
  'files that hold “%s” are done without, and kept under another name',
  async (text) => {
    const dir = tempDir();
    const paths = [join(dir, 'memberships'), join(dir, 'memberships.sealed')];
    for (const path of paths) writeFileSync(path, text);
    const keyring = await KeyringFile.load(dir, new FakeKeyStore());
    expect(keyring.last).toBeNull();
    expect(keyring.setAside).toEqual(
      paths.map((path) => expect.stringMatching(`^${path}\\.damaged-\\d+$`)),
    );
    for (const aside of keyring.setAside) expect(readFileSync(aside, 'utf8')).toBe(text);
    expect(readdirSync(dir)).toHaveLength(2);
  },
);

test.each([
  ['plain', NONE],
  ['sealed', new FakeKeyStore()],
])('one odd entry of a %s file costs no other, now or later', async (_, keys) => {
  const dir = tempDir();
  const odd = { group: 'of a later version', secret: 7 };
  const text = JSON.stringify({ memberships: [DESIGN, odd, LAB] });
  const sealed = 'instead' in keys ? null : Buffer.from(await keys.seal(text)).toString('base64');
  const path = join(dir, sealed === null ? 'memberships' : 'memberships.sealed');
  writeFileSync(path, sealed ?? text);
  const keyring = await KeyringFile.load(dir, keys);
  expect(keyring.last).toEqual(DESIGN);
  expect(keyring.roomOf('lab', LAB.secret)).toBe(LAB.room);
  expect(keyring.setAside.map((aside) => readFileSync(aside, 'utf8'))).toEqual([sealed ?? text]);
  const again = await KeyringFile.load(dir, keys);
  expect([again.last, again.setAside]).toEqual([DESIGN, []]);
  expect(again.roomOf('lab', LAB.secret)).toBe(LAB.room);
});

test('what the key store does not open once is kept, whatever is written next', async () => {
  const dir = tempDir();
  const keys = new FakeKeyStore();
  await (await KeyringFile.load(dir, keys)).keep(DESIGN);
  const sealed = readFileSync(join(dir, 'memberships.sealed'), 'utf8');
  keys.refuses = true;
  const keyring = await KeyringFile.load(dir, keys);
  keys.refuses = false;
  await keyring.keep(LAB);
  expect(keyring.setAside.map((aside) => readFileSync(aside, 'utf8'))).toEqual([sealed]);
});

test('what a key store has sealed stays in its place where there is none for now', async () => {
  const dir = tempDir();
  const keys = new FakeKeyStore();
  await (await KeyringFile.load(dir, keys)).keep(DESIGN);
  const keyring = await KeyringFile.load(dir, NONE);
  expect([keyring.last, keyring.setAside]).toEqual([null, []]);
  expect((await KeyringFile.load(dir, keys)).last).toEqual(DESIGN);
});

test('what could not be kept is said to be not, and does not come with what is kept next', async () => {
  const dir = tempDir();
  const keyring = await KeyringFile.load(dir, NONE);
  await keyring.keep(DESIGN);
  mkdirSync(join(dir, 'memberships.new', 'in the way'), { recursive: true });
  const changed = { ...DESIGN, secret: 'another one of four' };
  await expect(keyring.keep(changed)).rejects.toThrow();
  expect(keyring.last).toEqual(DESIGN);
  rmSync(join(dir, 'memberships.new'), { recursive: true });
  await keyring.keep(LAB);
  const again = await KeyringFile.load(dir, NONE);
  expect(again.last).toEqual(LAB);
  expect(again.roomOf('design', DESIGN.secret)).toBe(DESIGN.room);
  expect(again.roomOf('design', changed.secret)).toBeNull();
});

test('a folder that is gone is no place for a secret', async () => {
  const keyring = await KeyringFile.load(join(tempDir(), 'gone'), NONE);
  await expect(keyring.keep(DESIGN)).rejects.toThrow(/ENOENT/);
  expect(keyring.last).toBeNull();
});
