import sodium from 'sodium-native';
import type { PeerId } from '../core/ids.ts';
import type { SecureChannel } from '../core/ports.ts';

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
  return new SealedChannel(remote, sending, receiving);
}

class SealedChannel implements SecureChannel {
  readonly remote: PeerId;
  readonly #sending: Counter;
  readonly #receiving: Counter;
  #broken = false;

  constructor(remote: PeerId, sending: Direction, receiving: Direction) {
    this.remote = remote;
    this.#sending = new Counter(sending);
    this.#receiving = new Counter(receiving);
  }

  seal(content: Uint8Array, before = 0): Uint8Array {
    const nonce = this.#sending.next();
    const memory = Buffer.allocUnsafe(before + content.byteLength + SEAL_BYTES);
    encrypt(memory.subarray(before), content, null, null, nonce, this.#sending.key);
    return memory;
  }

  open(sealed: Uint8Array): Uint8Array {
    if (this.#broken) throw new Error('A frame before this one did not open');
    if (sealed.byteLength <= SEAL_BYTES) throw new Error('A sealed frame holds something');
    const nonce = this.#receiving.next();
    const content = sealed.subarray(0, sealed.byteLength - SEAL_BYTES);
    try {
      decrypt(content, null, sealed, null, nonce, this.#receiving.key);
    } catch (cause) {
      this.#broken = true;
      throw new Error('This is not the next frame that the other end has sealed', { cause });
    }
    return content;
  }
}

/** Counts the frames of one direction: gives a nonce for each, none twice. */
class Counter {
  readonly key: Uint8Array;
  readonly #nonce: Buffer = Buffer.alloc(sodium.crypto_aead_chacha20poly1305_ietf_NPUBBYTES);
  #count: number;

  constructor({ key, count = 0 }: Direction) {
    this.key = key;
    this.#count = count;
  }

  /** Throws once there is none left. */
  next(): Uint8Array {
    if (this.#count >= LAST_COUNT) throw new Error('This link has no nonce left');
    // In two halves: a BigInt made for every frame takes twenty times as long.
    this.#nonce.writeUInt32LE(this.#count % 0x1_0000_0000, COUNTER_AT);
    this.#nonce.writeUInt32LE(Math.floor(this.#count / 0x1_0000_0000), COUNTER_AT + 4);
    this.#count += 1;
    return this.#nonce;
  }
}
