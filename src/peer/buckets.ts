import type { Hash, LogId } from '../core/ids.ts';

/** Parts that all logs fall into, by the first byte of the hash of their id. */
const BUCKETS = 256;
/** Hex digits that stand for the hash of a bucket: 64 bits, enough to notice a difference. */
const MARK_DIGITS = 16;

/**
 * One hash over all heads, and one for each bucket of them, so that two peers who hold thousands of
 * logs and differ in one find it without listing the others. Only what has changed is hashed anew.
 *
 * By hash and not by id: ids are chosen by whoever makes them.
 */
export class Buckets {
  readonly #hash: (text: string) => Hash;
  readonly #lineOf: (log: LogId) => string | null;
  readonly #logs: readonly Set<LogId>[] = Array.from({ length: BUCKETS }, () => new Set());
  readonly #hashes: (Hash | null)[] = Array.from({ length: BUCKETS }, () => null);
  #whole: Hash | null = null;

  /** `lineOf` says where a log stands, in a way that is the same on every peer; null for nothing. */
  constructor(hash: (text: string) => Hash, lineOf: (log: LogId) => string | null) {
    this.#hash = hash;
    this.#lineOf = lineOf;
  }

  /** A log stands elsewhere than before, or nowhere any more. */
  changed(log: LogId): void {
    const bucket = Number.parseInt(this.#hash(log).slice(0, 2), 16);
    if (this.#lineOf(log) === null) this.#logs[bucket]?.delete(log);
    else this.#logs[bucket]?.add(log);
    this.#hashes[bucket] = null;
    this.#whole = null;
  }

  /** Equal on two peers that hold the same. */
  get hash(): Hash {
    this.#whole ??= this.#hash(this.#all().join(''));
    return this.#whole;
  }

  /** What stands for each bucket; nothing for an empty one. */
  get marks(): readonly string[] {
    const hashes = this.#all();
    return hashes.map((hash, i) => (this.#logs[i]?.size === 0 ? '' : hash.slice(0, MARK_DIGITS)));
  }

  /** Logs of these buckets. */
  in(buckets: Iterable<number>): readonly LogId[] {
    return [...buckets].flatMap((bucket) => [...(this.#logs[bucket] ?? [])]);
  }

  #all(): readonly Hash[] {
    return this.#logs.map((logs, bucket) => {
      const hash = this.#hashes[bucket] ?? this.#hash(this.#lines(logs));
      this.#hashes[bucket] = hash;
      return hash;
    });
  }

  #lines(logs: ReadonlySet<LogId>): string {
    return [...logs]
      .map((log) => `${this.#lineOf(log)}\n`)
      .sort()
      .join('');
  }
}
