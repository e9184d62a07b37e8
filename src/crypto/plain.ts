import sodium from 'sodium-native';
import { fromHex, toHex, utf8 } from '../core/bytes.ts';
import { type GroupId, type Hash, isPeerId, type PeerId, type Signature } from '../core/ids.ts';
import type { Crypto, Handshake, SecureChannel } from '../core/ports.ts';
import { type Identity, peerIdOf } from './identity.ts';

/** 128 bits: enough that two groups never share an id by chance. */
const GROUP_BYTES = 16;
/** 256 bits: nobody finds two contents with one hash. */
const CONTENT_HASH_BYTES = 32;
const BEGIN = Uint8Array.of(1);

/**
 * The crypto port without secrecy on links: what is said is signed, but a link's id is claimed, not
 * proved, and nothing is sealed.
 *
 * The exchange already has the shape of Noise XX (three messages, each side named in its own), so
 * that sealing links changes this file's successor and nothing above it.
 */
export function plainCrypto(identity: Identity): Crypto {
  const self = peerIdOf(identity);
  return {
    self,
    groupId: (name) => toHex(hash(utf8(`parley group 1\n${name}`))) as GroupId,
    groupTag: (group, nonce) => toHex(hash(fromHex(nonce), fromHex(group))),
    handshake: (role) => (role === 'dialler' ? dialler(self) : listener(self)),
    hash: hashContent,
    sign: (hash) => sign(hash, identity),
    verify,
  };
}

function hashContent(content: Uint8Array): Hash {
  const out = Buffer.alloc(CONTENT_HASH_BYTES);
  sodium.crypto_generichash(out, asBuffer(content));
  return out.toString('hex') as Hash;
}

function sign(hash: Hash, { secretKey }: Identity): Signature {
  const out = Buffer.alloc(sodium.crypto_sign_BYTES);
  sodium.crypto_sign_detached(out, signedContent(hash), asBuffer(secretKey));
  return out.toString('hex') as Signature;
}

function verify(author: PeerId, hash: Hash, signature: Signature): boolean {
  return sodium.crypto_sign_verify_detached(
    Buffer.from(signature, 'hex'),
    signedContent(hash),
    Buffer.from(author, 'hex'),
  );
}

/** Named, so that a signature made for a log can never pass for one made for anything else. */
function signedContent(hash: Hash): Buffer {
  return Buffer.from(`parley log 1\n${hash}`);
}

/** The same bytes as a view: nothing is copied. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** BLAKE2b, keyed where a key is given. */
function hash(input: Uint8Array, key?: Uint8Array): Uint8Array {
  const out = Buffer.alloc(GROUP_BYTES);
  if (key === undefined) sodium.crypto_generichash(out, Buffer.from(input));
  else sodium.crypto_generichash(out, Buffer.from(input), Buffer.from(key));
  return out;
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
