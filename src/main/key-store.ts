import type { SafeStorage } from 'electron';
import type { KeyKeeper, KeyStore } from '../host/identity-file.ts';

/** What is used of Electron's `safeStorage`. Each runtime has one of two halves, or both. */
export type Storage = Pick<SafeStorage, 'getSelectedStorageBackend'> &
  Partial<
    Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>
  > &
  Partial<Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>>;

const NO_KEY_STORE = {
  instead: 'It is not available now. Unlock it and start again, or choose another folder.',
};

/**
 * The system's key store: Keychain on macOS, DPAPI on Windows, a keyring on Linux. To be asked once
 * Electron is ready; the person may be asked for a password.
 *
 * A Linux without a keyring has Electron "encrypt" with a password that is in Chromium's source
 * (`basic_text`): that is no key store. So is what is not recognised, and it is not even asked.
 */
export async function systemKeys(storage: Storage, platform: NodeJS.Platform): Promise<KeyKeeper> {
  if (platform === 'linux') {
    const backend = storage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return NO_KEY_STORE;
  }
  return (await waiting(storage)) ?? (await blocking(storage)) ?? NO_KEY_STORE;
}

/** Since Electron 42: answers by promises, so that the program lives while somebody is asked. */
async function waiting(storage: Storage): Promise<KeyStore | null> {
  const { isAsyncEncryptionAvailable, encryptStringAsync, decryptStringAsync } = storage;
  if (!isAsyncEncryptionAvailable || !encryptStringAsync || !decryptStringAsync) return null;
  if (!(await isAsyncEncryptionAvailable.call(storage))) return null;
  return {
    seal: (secret) => encryptStringAsync.call(storage, secret),
    open: async (sealed) => (await decryptStringAsync.call(storage, Buffer.from(sealed))).result,
  };
}

/** Up to Electron 45. What it has sealed, the other half opens. */
async function blocking(storage: Storage): Promise<KeyStore | null> {
  const { isEncryptionAvailable, encryptString, decryptString } = storage;
  if (!isEncryptionAvailable || !encryptString || !decryptString) return null;
  if (!isEncryptionAvailable.call(storage)) return null;
  return {
    seal: async (secret) => encryptString.call(storage, secret),
    open: async (sealed) => decryptString.call(storage, Buffer.from(sealed)),
  };
}
