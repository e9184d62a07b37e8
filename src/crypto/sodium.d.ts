// The types of sodium-native know XChaCha20 and callbacks only; the package itself has both of each.
export {};

declare module 'sodium-native' {
  /** Resolves once a thread of its own has filled `output`. */
  export function crypto_pwhash_async(
    output: Buffer,
    password: Buffer,
    salt: Buffer,
    opslimit: number,
    memlimit: number,
    algorithm: number,
  ): Promise<void>;

  export const crypto_aead_chacha20poly1305_ietf_ABYTES: number;
  export const crypto_aead_chacha20poly1305_ietf_NPUBBYTES: number;

  export function crypto_aead_chacha20poly1305_ietf_encrypt(
    ciphertext: Buffer,
    message: Buffer,
    ad: Buffer | null,
    nsec: null,
    npub: Buffer,
    key: Buffer,
  ): number;

  /** Throws where the content was not sealed with this nonce and key. */
  export function crypto_aead_chacha20poly1305_ietf_decrypt(
    message: Buffer,
    nsec: null,
    ciphertext: Buffer,
    ad: Buffer | null,
    npub: Buffer,
    key: Buffer,
  ): number;
}
