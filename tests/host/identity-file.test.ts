import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { peerIdOf } from '../../src/crypto/identity.ts';
import { type KeyKeeper, type KeyStore, loadIdentity } from '../../src/host/identity-file.ts';
import { ProfileError } from '../../src/host/profile-error.ts';
import { FakeKeyStore } from '../support/fake-key-store.ts';
import { tempDir } from '../support/temp-dir.ts';

const NO_STORE = { instead: 'Use the window.' };

let dir: string;
let keys: FakeKeyStore;

beforeEach(() => {
  dir = tempDir();
  keys = new FakeKeyStore();
});

/** Loads as one start of a program does: who it is, and where their key lies. */
async function start(keeper: KeyKeeper): Promise<readonly [id: string, keptIn: string]> {
  const { identity, keptIn } = await loadIdentity(dir, keeper);
  return [peerIdOf(identity), keptIn];
}

function files(): readonly string[] {
  return readdirSync(dir).sort();
}

test('with a key store the secret key is on disk only sealed, and is the same every time', async () => {
  const { identity } = await loadIdentity(dir, keys);
  expect(files()).toEqual(['identity.sealed']);
  const onDisk = readFileSync(join(dir, 'identity.sealed'), 'latin1');
  for (const encoding of ['hex', 'base64', 'latin1'] as const) {
    expect(onDisk).not.toContain(Buffer.from(identity.secretKey).toString(encoding).slice(0, 20));
  }
  expect(await start(keys)).toEqual([peerIdOf(identity), 'key-store']);
});

test('with no key store it is a plain file, the same every time', async () => {
  const first = await start(NO_STORE);
  expect(first[1]).toBe('file');
  expect(files()).toEqual(['identity']);
  expect(await start(NO_STORE)).toEqual(first);
});

test.each<[string, () => KeyKeeper]>([
  ['identity', () => NO_STORE],
  ['identity.sealed', () => keys],
])('only its owner can read the file %s', async (file, keeper) => {
  await start(keeper());
  expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
});

test('a plain identity that others could read is closed to them', async () => {
  await start(NO_STORE);
  chmodSync(join(dir, 'identity'), 0o644);
  await start(NO_STORE);
  expect(statSync(join(dir, 'identity')).mode & 0o777).toBe(0o600);
});

test('a key store takes over a plain identity, whose file goes once the next start has opened it', async () => {
  const [id] = await start(NO_STORE);
  expect(await start(keys)).toEqual([id, 'key-store']);
  expect(files()).toEqual(['identity', 'identity.sealed']);
  expect(await start(keys)).toEqual([id, 'key-store']);
  expect(files()).toEqual(['identity.sealed']);
  expect(await start(keys)).toEqual([id, 'key-store']);
});

test('until then a key store that lost its key on the way costs nobody their identity', async () => {
  const [id] = await start(NO_STORE);
  await start(keys);
  expect(await start(new FakeKeyStore())).toEqual([id, 'file']);
  expect(await start(NO_STORE)).toEqual([id, 'file']);
});

test('whoever has no key store is told whose key is in one, and is not made somebody new', async () => {
  const [id] = await start(keys);
  await expect(start(NO_STORE)).rejects.toThrow(ProfileError);
  await expect(start(NO_STORE)).rejects.toThrow(
    `The key of the profile ${dir} is in the key store of this computer. Use the window.`,
  );
  expect(files()).toEqual(['identity.sealed']);
  expect(await start(keys)).toEqual([id, 'key-store']);
});

test.each<[string, (sealed: string) => string]>([
  ['empty', () => ''],
  ['cut short', (sealed) => sealed.slice(0, 40)],
  ['altered', (sealed) => sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')).slice(4)],
  ['something else', () => 'Dear diary,'],
])('a sealed identity that is %s is refused, and never replaced', async (_, spoil) => {
  await start(keys);
  const path = join(dir, 'identity.sealed');
  const spoilt = spoil(readFileSync(path, 'utf8'));
  writeFileSync(path, spoilt);
  await expect(start(keys)).rejects.toThrow(ProfileError);
  await expect(start(keys)).rejects.toThrow(/identity\.sealed cannot be opened: /);
  expect(readFileSync(path, 'utf8')).toBe(spoilt);
  expect(files()).toEqual(['identity.sealed']);
});

test('a key store that the person refuses to open is an error today, and opens tomorrow', async () => {
  const [id] = await start(keys);
  keys.refuses = true;
  await expect(start(keys)).rejects.toThrow(/cannot be opened/);
  keys.refuses = false;
  expect(await start(keys)).toEqual([id, 'key-store']);
});

test.each([
  ['that refuses to seal', { seal: () => Promise.reject(new Error('Refused')) }],
  ['that does not open what it seals', { open: () => Promise.reject(new Error('Locked')) }],
  ['that opens it to something else', { open: async () => 'f'.repeat(128) }],
])('a key store %s is none: the key stays in a file', async (_, part) => {
  const broken: KeyStore = {
    seal: (secret) => keys.seal(secret),
    open: (sealed) => keys.open(sealed),
    ...part,
  };
  const fresh = await start(broken);
  expect(fresh[1]).toBe('file');
  expect(files()).toEqual(['identity']);
  expect(await start(broken)).toEqual(fresh);
});

test('two different keys in one profile are an error, and both stay', async () => {
  await start(keys);
  const other = tempDir();
  await loadIdentity(other, NO_STORE);
  writeFileSync(join(dir, 'identity'), readFileSync(join(other, 'identity')));
  await expect(start(keys)).rejects.toThrow(/hold different keys/);
  expect(files()).toEqual(['identity', 'identity.sealed']);
});
