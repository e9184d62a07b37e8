import sodium from 'sodium-native';
import { toHex } from '../core/bytes.ts';
import type { PeerId } from '../core/ids.ts';

/** A profile's Ed25519 key pair: 32 public and 64 secret bytes, libsodium's layout. */
export type Identity = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };

export const SECRET_KEY_BYTES: number = sodium.crypto_sign_SECRETKEYBYTES;

/** Makes a key pair from the system's randomness. */
export function createIdentity(): Identity {
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_keypair(publicKey, secretKey);
  return { publicKey, secretKey };
}

/** The key pair that 32 given bytes make: the same every time. */
export function identityFromSeed(seed: Uint8Array): Identity {
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, Buffer.from(seed));
  return { publicKey, secretKey };
}

/** The key pair that belongs to a secret key: libsodium keeps the public half in its last 32 bytes. */
export function identityFromSecret(secretKey: Uint8Array): Identity {
  if (secretKey.byteLength !== SECRET_KEY_BYTES) {
    throw new Error(`A secret key has ${SECRET_KEY_BYTES} bytes, not ${secretKey.byteLength}`);
  }
  return { publicKey: secretKey.subarray(32), secretKey };
}

export function peerIdOf(identity: Identity): PeerId {
  return toHex(identity.publicKey) as PeerId;
}
