import { fromHex, toHex } from '../../src/core/bytes.ts';
import { isPeerId, type PeerId } from '../../src/core/ids.ts';
import type { Crypto, Handshake, SecureChannel } from '../../src/core/ports.ts';
import { type Identity, peerIdOf } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';

const BEGIN = Uint8Array.of(1);

/**
 * The crypto port with links that a test can read along: what is said is signed, but a link's id is
 * claimed, not proved, and nothing is sealed. The exchange has the shape of the real one.
 */
export function plainCrypto(identity: Identity): Crypto {
  const self = peerIdOf(identity);
  return {
    ...signingWith(identity),
    handshake: (role) => (role === 'dialler' ? dialler(self) : listener(self)),
  };
}

function dialler(self: PeerId): Handshake {
  return {
    begin: () => BEGIN,
    receive: (message) => ({ send: fromHex(self), channel: channelTo(message) }),
  };
}

function listener(self: PeerId): Handshake {
  let begun = false;
  return {
    begin: () => null,
    receive(message) {
      if (begun) return { send: null, channel: channelTo(message) };
      if (message.byteLength !== 1 || message[0] !== BEGIN[0]) throw new Error('Unknown handshake');
      begun = true;
      return { send: fromHex(self), channel: null };
    },
  };
}

function channelTo(message: Uint8Array): SecureChannel {
  const remote = toHex(message);
  if (!isPeerId(remote)) throw new Error('A peer id has 32 bytes');
  return { remote, seal: (content) => content, open: (sealed) => sealed };
}
