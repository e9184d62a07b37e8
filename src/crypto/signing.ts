import sodium from 'sodium-native';
import { fromHex, toHex, utf8 } from '../core/bytes.ts';
import type { GroupId, Hash, PeerId, Signature } from '../core/ids.ts';
import type { Crypto, LogCrypto } from '../core/ports.ts';
import { asBuffer } from './buffers.ts';
import { type Identity, peerIdOf } from './identity.ts';

/** 128 bits: enough that two groups never share an id by chance. */
const GROUP_BYTES = 16;
/** 256 bits: nobody finds two contents with one hash. */
const CONTENT_HASH_BYTES = 32;

/** What the crypto port does apart from links: who one is, names of groups, hashes and signatures. */
export function signingWith(identity: Identity): Omit<Crypto, 'handshake' | 'groupKey' | 'roomId'> {
  return {
    self: peerIdOf(identity),
    groupId: (name) => toHex(hash(utf8(`parley group 1\n${name}`))) as GroupId,
    groupTag: (group, nonce) => toHex(hash(fromHex(nonce), fromHex(group))),
    ...logCrypto,
    sign: (hash) => sign(hash, identity),
  };
}

/** What anybody can check of a log, whoever they are. */
export const logCrypto: LogCrypto = { hash: hashContent, verify };

/** Each hash is written here, and out again in hex: to make a buffer takes longer than to hash. */
const digest = Buffer.alloc(CONTENT_HASH_BYTES);

function hashContent(content: Uint8Array): Hash {
  sodium.crypto_generichash(digest, asBuffer(content));
  return digest.toString('hex') as Hash;
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

/** BLAKE2b, keyed where a key is given. */
function hash(input: Uint8Array, key?: Uint8Array): Uint8Array {
  const out = Buffer.alloc(GROUP_BYTES);
  if (key === undefined) sodium.crypto_generichash(out, Buffer.from(input));
  else sodium.crypto_generichash(out, Buffer.from(input), Buffer.from(key));
  return out;
}
