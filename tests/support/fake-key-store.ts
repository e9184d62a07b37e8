import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyStore } from '../../src/host/identity-file.ts';

/** A key store of a computer of its own: opens what it has sealed, and rejects anything else. */
export class FakeKeyStore implements KeyStore {
  readonly #key = randomBytes(32);
  /** The person says no to the keyring's question. */
  refuses = false;

  async seal(secret: string): Promise<Uint8Array> {
    if (this.refuses) throw new Error('Refused');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  async open(sealed: Uint8Array): Promise<string> {
    if (this.refuses) throw new Error('Refused');
    const cipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, 12));
    cipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString();
  }
}
