import type { Inbox } from './carrier.ts';
import { authorIn, MESSAGE_BYTES, momentIn, nowUs, numberIn } from './message.ts';

/** What one member waits for: so many messages of each of these others. */
type Goal = {
  readonly authors: readonly number[];
  readonly upTo: number;
  resolve(atUs: number): void;
  reject(error: unknown): void;
};

/**
 * Counts what one member gets, and holds it against what was said: all of it, once, and where the
 * carrier promises it, in order. Whatever does not fit fails the round.
 */
export class Tally implements Inbox {
  readonly #ordered: boolean;
  /** By author: messages counted so far. */
  readonly #counts: number[] = [];
  /** By author, where there is no order: numbers that have come. */
  readonly #seen = new Map<number, Set<number>>();
  #goal: Goal | null = null;
  #error: unknown = null;
  /** How long each message was under way, us; null while they are not timed. */
  #delaysUs: number[] | null = null;

  constructor(ordered: boolean) {
    this.#ordered = ordered;
  }

  /** By author: how many messages have come. */
  get counts(): readonly number[] {
    return this.#counts;
  }

  get delaysUs(): readonly number[] {
    return this.#delaysUs ?? [];
  }

  /** Notes from now on how long messages are under way. */
  time(): void {
    this.#delaysUs = [];
  }

  /** Resolves when `upTo` messages of each of these have come, with the moment, us. */
  reach(authors: readonly number[], upTo: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#goal = { authors, upTo, resolve, reject };
      if (this.#error === null) this.#look();
      else reject(this.#error);
    });
  }

  /** Throws where anything did not fit. */
  check(): void {
    if (this.#error !== null) throw this.#error;
  }

  bytes(chunk: Uint8Array, at: number, length: number): void {
    const author = authorIn(chunk, at);
    const number = numberIn(chunk, at);
    const count = (this.#counts[author] ?? 0) + 1;
    const wrong =
      length === MESSAGE_BYTES ? this.#wrong(author, number, count) : `has ${length} bytes`;
    if (wrong !== null) {
      this.fail(new Error(`Message ${number} of member ${author} ${wrong}`));
      return;
    }
    this.#counts[author] = count;
    this.#delaysUs?.push(nowUs() - momentIn(chunk, at));
    if (this.#goal !== null && count >= this.#goal.upTo) this.#look();
  }

  text(message: string): void {
    const bytes = Buffer.from(message, 'latin1');
    this.bytes(bytes, 0, bytes.byteLength);
  }

  fail(error: unknown): void {
    this.#error ??= error;
    this.#goal?.reject(this.#error);
  }

  /** What is wrong with this one coming now. */
  #wrong(author: number, number: number, count: number): string | null {
    if (this.#ordered) return number === count ? null : `came in place of ${count}`;
    const seen = this.#seen.get(author) ?? new Set();
    const isNew = !seen.has(number);
    this.#seen.set(author, seen.add(number));
    return isNew ? null : 'came twice';
  }

  #look(): void {
    if (this.#goal === null) return;
    const { authors, upTo, resolve } = this.#goal;
    if (authors.some((author) => (this.#counts[author] ?? 0) < upTo)) return;
    this.#goal = null;
    resolve(nowUs());
  }
}
