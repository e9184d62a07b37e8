import sodium from 'sodium-native';

const GENESIS = '0'.repeat(64);

type Said = {
  readonly seq?: number;
  readonly at?: number;
  readonly counter?: number;
  readonly kind?: string;
};

/**
 * Somebody who writes a log by hand, from docs/protocol.md and not with the code under test: hashes,
 * signs, and can be told to do it wrong.
 */
export class Author {
  readonly id: string;
  readonly log: string;
  readonly #secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES);
  readonly #epoch: string;
  /** Hash of every entry written so far; the first stands before them. */
  readonly #hashes: string[] = [GENESIS];

  constructor(seed: number, epoch = 'ee'.repeat(8)) {
    const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
    const key = Buffer.alloc(sodium.crypto_sign_SEEDBYTES, seed);
    if (seed > 255) key.writeUInt32BE(seed);
    sodium.crypto_sign_seed_keypair(publicKey, this.#secretKey, key);
    this.#epoch = epoch;
    this.id = publicKey.toString('hex');
    this.log = `${this.id}.${epoch}`;
  }

  /** The first 16 digits of the hash at `seq`, as heads carry them. */
  mark(seq: number): string {
    return this.#hashes[seq]?.slice(0, 16) ?? '0'.repeat(16);
  }

  /** A run as it travels: texts said one after the other from `seq` on, by default from 1. */
  run(group: string, texts: readonly string[], said: Said = {}): readonly unknown[] {
    const { seq = 1, at = 1_700_000_000_000, counter = 0, kind = 'text' } = said;
    const prev = this.#hashes[seq - 1];
    if (prev === undefined) throw new Error(`Nothing is written before ${seq}`);
    this.#hashes.length = seq;
    const rows = texts.map((text, i) => [at + i, counter, at + i, kind, text]);
    rows.forEach((row, i) => {
      const place = ['parley entry 1', group, this.id, this.#epoch, seq + i];
      this.#hashes.push(hash(JSON.stringify([...place, this.#hashes[seq + i - 1], ...row])));
    });
    return [this.log, seq, prev, rows, this.sign(this.#hashes.at(-1) ?? GENESIS)];
  }

  /** A whole statement of links, as it travels. */
  links(group: string, n: number, to: readonly string[], name = 'Stranger'): object {
    const who = { id: this.id, name, epoch: this.#epoch, addresses: [] };
    return { t: 'links', who, n, to, sig: this.signLinks(group, n, to) };
  }

  /** Over the statement that is sent, or that follows from a change. */
  signLinks(group: string, n: number, to: readonly string[]): string {
    const all = ['parley links 1', group, this.id, this.#epoch, n, ...[...to].sort()];
    return this.sign(hash(JSON.stringify(all)));
  }

  sign(entryHash: string): string {
    const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
    const content = Buffer.from(`parley log 1\n${entryHash}`);
    sodium.crypto_sign_detached(signature, content, this.#secretKey);
    return signature.toString('hex');
  }
}

/** A page as it travels; `n` is the number of the question that it answers. */
export function page(group: string, why: string, runs: readonly unknown[], n?: unknown): string {
  return JSON.stringify({ t: 'entries', group, why, runs, n });
}

function hash(text: string): string {
  const out = Buffer.alloc(32);
  sodium.crypto_generichash(out, Buffer.from(text));
  return out.toString('hex');
}
