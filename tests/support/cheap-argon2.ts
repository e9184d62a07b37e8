import sodium from 'sodium-native';
import type { Stretch } from '../../src/crypto/argon2.ts';

/**
 * Argon2id at the least that libsodium takes, and done when it returns: production takes 64 MiB and
 * three passes beside the program's thread, which a clock that is turned by hand would not wait for.
 */
export const cheapArgon2: Stretch = async (text, salt) => {
  const out = Buffer.alloc(32);
  const [passes, memory] = [sodium.crypto_pwhash_OPSLIMIT_MIN, sodium.crypto_pwhash_MEMLIMIT_MIN];
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  sodium.crypto_pwhash(out, Buffer.from(text), Buffer.from(salt), passes, memory, algorithm);
  return out;
};
