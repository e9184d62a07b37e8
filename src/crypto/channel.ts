import sodium from 'sodium-native';
import type { PeerId } from '../core/ids.ts';
import type { SecureChannel } from '../core/ports.ts';
import { asBuffer } from './buffers.ts';

const {
  crypto_aead_chacha20poly1305_ietf_encrypt: encrypt,
  crypto_aead_chacha20poly1305_ietf_decrypt: decrypt,
} = sodium;

/** What sealing adds to a content: the authentication tag. */
const SEAL_BYTES: number = sodium.crypto_aead_chacha20poly1305_ietf_ABYTES;
/** Where the counter stands in a nonce: after four bytes of zeros, as Noise has it (12.3). */
const COUNTER_AT = 4;
/**
 * As far as one direction counts. The nonce has room for 64 bits, a number is exact up to 53: at a
 * million frames a second that is 285 years.
 */
const LAST_COUNT = Number.MAX_SAFE_INTEGER;

/** One direction of a link as its handshake left it. */
export type Direction = {
  /** 32 bytes, never used for anything else. */
  readonly key: Uint8Array;
  /** The number of the next frame; 0 on a new link. */
  readonly count?: number;
};

/**
 * The transport of a finished Noise handshake: ChaCha20-Poly1305 with the number of the frame as
 * nonce. The number is not sent, so a frame that is altered, repeated, left out or out of turn does
 * not open.
 */
export function sealedChannel(
  remote: PeerId,
  { sending, receiving }: { readonly sending: Direction; readonly receiving: Direction },
): SecureChannel {
  const [sendKey, receiveKey] = [asBuffer(sending.key), asBuffer(receiving.key)];
  const [sendNonce, receiveNonce] = [nonces(sending), nonces(receiving)];
  let broken = false;
  return {
    remote,
    seal(content) {
      const nonce = sendNonce();
      const sealed = Buffer.allocUnsafe(content.byteLength + SEAL_BYTES);
      encrypt(sealed, asBuffer(content), null, null, nonce, sendKey);
      return sealed;
    },
    open(sealed) {
      if (broken) throw new Error('A frame before this one did not open');
      if (sealed.byteLength <= SEAL_BYTES) throw new Error('A sealed frame holds something');
      const nonce = receiveNonce();
      const content = Buffer.allocUnsafe(sealed.byteLength - SEAL_BYTES);
      try {
        decrypt(content, null, asBuffer(sealed), null, nonce, receiveKey);
      } catch (cause) {
        broken = true;
        throw new Error('This is not the next frame that the other end has sealed', { cause });
      }
      return content;
    },
  };
}

/** Counts: each call gives the next nonce, none twice. Throws once there is none left. */
function nonces({ count = 0 }: Direction): () => Buffer {
  const nonce = Buffer.alloc(sodium.crypto_aead_chacha20poly1305_ietf_NPUBBYTES);
  let next = count;
  return () => {
    if (next >= LAST_COUNT) throw new Error('This link has no nonce left');
    nonce.writeBigUInt64LE(BigInt(next), COUNTER_AT);
    next += 1;
    return nonce;
  };
}
