import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import sodium from 'sodium-native';
import type { Role } from '../../src/core/ports.ts';
import { type Identity, identityFromSeed } from '../../src/crypto/identity.ts';

const KEY_BYTES = 32;
const TAG_BYTES = 16;

type Token = 'psk' | 'e' | 's' | 'ee' | 'es' | 'se';
const XX: readonly (readonly Token[])[] = [['e'], ['e', 'ee', 's', 'es'], ['s', 'se']];
const XX_PSK0: typeof XX = [
  ['psk', 'e'],
  ['e', 'ee', 's', 'es'],
  ['s', 'se'],
];

/**
 * One side of a link by the Noise specification (revision 34, sections 5, 7.5 and 9), on Node's hashes
 * and ciphers and not on the code under test. Given a public key that is not that of its secret, it
 * cheats. With a pre-shared key it speaks XXpsk0.
 */
export class NoiseByHand {
  readonly #dialler: boolean;
  readonly #self: Identity;
  readonly #fresh: Identity;
  readonly #psk: Uint8Array | null;
  readonly #tokens: (readonly Token[])[];
  #hash: Buffer;
  #chainingKey: Buffer;
  #cipher: Cipher | null = null;
  #remoteFresh: Buffer = Buffer.alloc(0);
  #remote: Buffer = Buffer.alloc(0);
  #sending: Cipher | null = null;
  #receiving: Cipher | null = null;

  constructor(
    role: Role,
    self: Identity,
    prologue: Uint8Array,
    fresh: Identity = identityFromSeed(randomBytes(KEY_BYTES)),
    psk: Uint8Array | null = null,
  ) {
    this.#psk = psk;
    this.#tokens = psk === null ? [...XX] : [...XX_PSK0];
    const name = `Noise_${psk === null ? 'XX' : 'XXpsk0'}_Ed25519_ChaChaPoly_BLAKE2b`;
    this.#dialler = role === 'dialler';
    this.#self = self;
    this.#fresh = fresh;
    this.#hash = Buffer.concat([Buffer.from(name), Buffer.alloc(64)]).subarray(0, 64);
    this.#chainingKey = this.#hash;
    this.#mixHash(prologue);
  }

  /** The other side's key, in hex. */
  get remote(): string {
    return this.#remote.toString('hex');
  }

  write(): Buffer {
    const parts = (this.#tokens.shift() ?? []).map((token) => {
      if (token === 'e') return this.#mixFresh(this.#fresh.publicKey);
      if (token === 's') return this.#seal(this.#self.publicKey);
      if (token === 'psk') this.#mixPsk();
      else this.#mixDh(token);
      return Buffer.alloc(0);
    });
    const message = Buffer.concat([...parts, this.#seal(Buffer.alloc(0))]);
    this.#splitAtTheEnd();
    return message;
  }

  read(message: Uint8Array): void {
    let rest = Buffer.from(message);
    const take = (bytes: number): Buffer => {
      const taken = rest.subarray(0, bytes);
      rest = rest.subarray(bytes);
      return taken;
    };
    for (const token of this.#tokens.shift() ?? []) {
      if (token === 'psk') this.#mixPsk();
      else if (token === 'e') this.#remoteFresh = this.#mixFresh(take(KEY_BYTES));
      else if (token === 's') this.#remote = this.#open(take(KEY_BYTES + TAG_BYTES));
      else this.#mixDh(token);
    }
    this.#open(rest);
    this.#splitAtTheEnd();
  }

  /** The next frame of the open link. */
  seal(content: Uint8Array): Buffer {
    if (this.#sending === null) throw new Error('The handshake is not over');
    return this.#sending.seal(content, Buffer.alloc(0));
  }

  open(sealed: Uint8Array): Buffer {
    if (this.#receiving === null) throw new Error('The handshake is not over');
    return this.#receiving.open(sealed, Buffer.alloc(0));
  }

  #mixHash(data: Uint8Array): Buffer {
    this.#hash = createHash('blake2b512').update(this.#hash).update(data).digest();
    return Buffer.from(data);
  }

  /** `e` also calls MixKey where there is a pre-shared key (9.2). */
  #mixFresh(publicKey: Uint8Array): Buffer {
    const mixed = this.#mixHash(publicKey);
    if (this.#psk !== null) this.#mixKey(publicKey);
    return mixed;
  }

  /** MixKeyAndHash (5.2). */
  #mixPsk(): void {
    const [chainingKey, hash, key] = hkdf(this.#chainingKey, this.#psk ?? Buffer.alloc(0));
    this.#chainingKey = chainingKey;
    this.#mixHash(hash);
    this.#cipher = new Cipher(key);
  }

  #mixKey(input: Uint8Array): void {
    const [chainingKey, key] = hkdf(this.#chainingKey, input);
    this.#chainingKey = chainingKey;
    this.#cipher = new Cipher(key);
  }

  #mixDh(token: 'ee' | 'es' | 'se'): void {
    const [first, second] = this.#dialler ? [token[0], token[1]] : [token[1], token[0]];
    const local = first === 'e' ? this.#fresh : this.#self;
    const remote = second === 'e' ? this.#remoteFresh : this.#remote;
    this.#mixKey(dh(local, remote));
  }

  #seal(content: Uint8Array): Buffer {
    return this.#mixHash(this.#cipher?.seal(content, this.#hash) ?? content);
  }

  #open(sealed: Buffer): Buffer {
    const content = this.#cipher?.open(sealed, this.#hash) ?? sealed;
    this.#mixHash(sealed);
    return content;
  }

  #splitAtTheEnd(): void {
    if (this.#tokens.length > 0) return;
    const [fromDialler, fromListener] = hkdf(this.#chainingKey, Buffer.alloc(0));
    this.#sending = new Cipher(this.#dialler ? fromDialler : fromListener);
    this.#receiving = new Cipher(this.#dialler ? fromListener : fromDialler);
  }
}

/** ChaCha20-Poly1305 under one key, counting from 0 (section 12.3). */
export class Cipher {
  readonly #key: Buffer;
  #count: bigint;

  constructor(key: Uint8Array, count = 0n) {
    this.#key = Buffer.from(key.subarray(0, KEY_BYTES));
    this.#count = count;
  }

  seal(content: Uint8Array, ad: Uint8Array): Buffer {
    const options = { authTagLength: TAG_BYTES };
    const cipher = createCipheriv('chacha20-poly1305', this.#key, this.#nonce(), options);
    cipher.setAAD(ad, { plaintextLength: content.byteLength });
    return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  open(sealed: Uint8Array, ad: Uint8Array): Buffer {
    const length = sealed.byteLength - TAG_BYTES;
    const options = { authTagLength: TAG_BYTES };
    const cipher = createDecipheriv('chacha20-poly1305', this.#key, this.#nonce(), options);
    cipher.setAAD(ad, { plaintextLength: length });
    cipher.setAuthTag(sealed.subarray(length));
    return Buffer.concat([cipher.update(sealed.subarray(0, length)), cipher.final()]);
  }

  #nonce(): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64LE(this.#count, 4);
    this.#count += 1n;
    return nonce;
  }
}

function hkdf(chainingKey: Buffer, input: Uint8Array): readonly [Buffer, Buffer, Buffer] {
  const key = hmac(chainingKey, input);
  const first = hmac(key, Uint8Array.of(1));
  const second = hmac(key, Buffer.concat([first, Uint8Array.of(2)]));
  return [first, second, hmac(key, Buffer.concat([second, Uint8Array.of(3)]))];
}

function hmac(key: Buffer, data: Uint8Array): Buffer {
  return createHmac('blake2b512', key).update(data).digest();
}

/** The scalar of an Ed25519 key as RFC 8032, 5.1.5 has it, times the other point. */
function dh({ secretKey }: Identity, remote: Buffer): Buffer {
  const scalar = createHash('sha512').update(secretKey.subarray(0, 32)).digest().subarray(0, 32);
  scalar.writeUInt8(scalar.readUInt8(0) & 248, 0);
  scalar.writeUInt8((scalar.readUInt8(31) & 127) | 64, 31);
  const out = Buffer.alloc(KEY_BYTES);
  sodium.crypto_scalarmult_ed25519_noclamp(out, scalar, remote);
  return out;
}
