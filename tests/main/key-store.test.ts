import { expect, test } from 'vitest';
import { type Storage, systemKeys } from '../../src/main/key-store.ts';

type Backend = ReturnType<Storage['getSelectedStorageBackend']>;

/** Electron's `safeStorage` of one runtime: it seals by turning the text round. */
function storage(half: Partial<Storage>, backend: Backend = 'gnome_libsecret'): Storage {
  return { getSelectedStorageBackend: () => backend, ...half };
}

const turned = (text: string): string => [...text].reverse().join('');

const promising = (available: boolean): Partial<Storage> => ({
  isAsyncEncryptionAvailable: async () => available,
  encryptStringAsync: async (text) => Buffer.from(turned(text)),
  decryptStringAsync: async (sealed) => ({
    shouldReEncrypt: false,
    result: turned(sealed.toString()),
  }),
});

const blocking = (available: boolean): Partial<Storage> => ({
  isEncryptionAvailable: () => available,
  encryptString: (text) => Buffer.from(turned(text)),
  decryptString: (sealed) => turned(sealed.toString()),
});

const neverAsked: Partial<Storage> = {
  ...promising(true),
  ...blocking(true),
  isAsyncEncryptionAvailable: () => Promise.reject(new Error('asked')),
  isEncryptionAvailable: () => {
    throw new Error('asked');
  },
};

test.each([
  ['answers by promises', promising(true)],
  ['answers at once', blocking(true)],
  ['can do both', { ...promising(true), ...blocking(true) }],
])('a runtime that %s seals and opens', async (_, half) => {
  const keys = await systemKeys(storage(half), 'linux');
  if ('instead' in keys) throw new Error('There is a key store');
  const sealed = await keys.seal('secret');
  expect(Buffer.from(sealed).toString()).toBe('terces');
  expect(await keys.open(sealed)).toBe('secret');
});

test.each([
  ['promises nothing', promising(false)],
  ['has nothing', blocking(false)],
  ['knows none of it', {}],
])('a runtime that %s has no key store, and says what to do instead', async (_, half) => {
  expect(await systemKeys(storage(half), 'linux')).toEqual({
    instead: expect.stringContaining('Unlock it'),
  });
});

test.each(['basic_text', 'unknown'] as const)(
  'on Linux %s is no key store, and is not asked for anything',
  async (backend) => {
    const keys = await systemKeys(storage(neverAsked, backend), 'linux');
    expect(keys).toHaveProperty('instead');
  },
);

test.each(['darwin', 'win32'] as const)('%s has one key store and no choice', async (platform) => {
  // The function that names it exists on Linux only.
  const half = { ...blocking(true), getSelectedStorageBackend: () => unreachable() };
  expect(await systemKeys(half, platform)).not.toHaveProperty('instead');
});

function unreachable(): never {
  throw new Error('There is no such function here');
}
