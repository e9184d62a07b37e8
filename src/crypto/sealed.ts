import type { Crypto, Random } from '../core/ports.ts';
import type { Identity } from './identity.ts';
import { noiseHandshake } from './noise.ts';
import { signingWith } from './signing.ts';

/** The crypto port of a real peer: every link sealed, and every id on one proved. */
export function sealedCrypto(identity: Identity, random: Random): Crypto {
  return {
    ...signingWith(identity),
    handshake: (role, prologue) => noiseHandshake(identity, random, role, prologue),
  };
}
