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
    ciphertext: Uint8Array,
    message: Uint8Array,
    ad: Uint8Array | null,
    nsec: null,
    npub: Uint8Array,
    key: Uint8Array,
  ): number;

  /** Throws where the content was not sealed with this nonce and key. */
  export function crypto_aead_chacha20poly1305_ietf_decrypt(
    message: Uint8Array,
    nsec: null,
    ciphertext: Uint8Array,
    ad: Uint8Array | null,
    npub: Uint8Array,
    key: Uint8Array,
  ): number;
}
