import { fromHex, toHex } from '../../src/core/bytes.ts';
import { type GroupKey, isPeerId, type PeerId } from '../../src/core/ids.ts';
import type { Crypto, Handshake, SecureChannel } from '../../src/core/ports.ts';
import { groupKeys } from '../../src/crypto/group-keys.ts';
import { type Identity, peerIdOf } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';
import { cheapArgon2 } from './cheap-argon2.ts';

const BEGIN = '01';

/**
 * The crypto port with links that a test can read along: what is said is signed, but a link's id is
 * claimed, not proved, and nothing is sealed. The exchange has the shape of the real one; the key of a
 * locked group is sent in the open.
 */
export function plainCrypto(identity: Identity): Crypto {
  const self = peerIdOf(identity);
  return {
    ...signingWith(identity),
    ...groupKeys(cheapArgon2),
    handshake: (role, _, key) => {
      const begin = fromHex(BEGIN + (key ?? ''));
      return role === 'dialler' ? dialler(self, begin, key) : listener(self, begin, key);
    },
  };
}

function dialler(self: PeerId, begin: Uint8Array, key: GroupKey | null): Handshake {
  return {
    locked: key !== null,
    begin: () => begin,
    receive: (message) => ({ send: fromHex(self), channel: channelTo(message) }),
  };
}

function listener(self: PeerId, begin: Uint8Array, key: GroupKey | null): Handshake {
  let begun = false;
  return {
    locked: key !== null,
    begin: () => null,
    receive(message) {
      if (begun) return { send: null, channel: channelTo(message) };
      if (toHex(message) !== toHex(begin)) throw new Error('Unknown handshake');
      begun = true;
      return { send: fromHex(self), channel: null };
    },
  };
}

function channelTo(message: Uint8Array): SecureChannel {
  const remote = toHex(message);
  if (!isPeerId(remote)) throw new Error('A peer id has 32 bytes');
  const seal = (content: Uint8Array, before = 0): Uint8Array => {
    const memory = new Uint8Array(before + content.byteLength);
    memory.set(content, before);
    return memory;
  };
  return { remote, seal, open: (sealed) => sealed };
}
