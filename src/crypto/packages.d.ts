// What is used of packages that bring no types, or incomplete ones.

declare module 'noise-curve-ed' {
  type KeyPair = { readonly publicKey: Buffer; readonly secretKey: Buffer };

  const curve: {
    readonly ALG: string;
    /** The pair of a 32-byte seed. */
    generateKeyPair(seed: Buffer): KeyPair;
    /** Throws for a key of low order, outside the main subgroup, or not written canonically. */
    dh(publicKey: Buffer, local: KeyPair): Buffer;
  };
  export = curve;
}

declare module 'noise-handshake' {
  type KeyPair = { readonly publicKey: Buffer; readonly secretKey: Buffer };

  /** One side of a Noise handshake, hashed with BLAKE2b and sealed with ChaCha20-Poly1305. */
  class NoiseHandshake {
    constructor(
      pattern: 'XX' | 'XXpsk0',
      initiator: boolean,
      staticKeyPair: KeyPair,
      options: { readonly curve: object; readonly psk?: Buffer },
    );
    initialise(prologue: Buffer): void;
    /** The next message, without a payload. */
    send(): Buffer;
    /** Takes the other side's next message and zeroes parts of it; returns the payload. */
    recv(message: Buffer): Buffer;
    readonly complete: boolean;
    /** The other side's static key, once it has come. */
    readonly rs: Buffer | null;
    /** Keys of the two directions, 32 bytes each, once complete. */
    readonly tx: Buffer | null;
    readonly rx: Buffer | null;
  }

  export = NoiseHandshake;
}
