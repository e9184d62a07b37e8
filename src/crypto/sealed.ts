import type { Crypto, Random } from '../core/ports.ts';
import { argon2id, type Stretch } from './argon2.ts';
import { groupKeys, pskOf } from './group-keys.ts';
import type { Identity } from './identity.ts';
import { noiseHandshake } from './noise.ts';
import { signingWith } from './signing.ts';

/**
 * The crypto port of a real peer: every link sealed, and every id on one proved. `stretch` makes keys
 * of secrets; a test may do with a cheap one.
 */
export function sealedCrypto(
  identity: Identity,
  random: Random,
  stretch: Stretch = argon2id,
): Crypto {
  return {
    ...signingWith(identity),
    ...groupKeys(stretch),
    handshake: (role, prologue, key) =>
      noiseHandshake(identity, random, role, prologue, key === null ? null : pskOf(key)),
  };
}
