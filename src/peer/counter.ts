import type { Link } from './link.ts';

/** Questions of one link that wait; an honest peer asks one or two things at a time. */
const MAX_WAITING = 4;

/**
 * Answers neighbours who ask for pages: one at a time for each, and none to whoever has not read what
 * was sent before. Without it a peer that asks and never reads would fill our memory.
 */
export class Counter {
  readonly #waiting = new Map<Link, (() => Promise<void>)[]>();
  readonly #serving = new Set<Link>();
  readonly #failed: (error: unknown) => void;

  /** `failed` hears why an answer could not be given. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Calls `serve` as soon as it is this question's turn. */
  ask(link: Link, serve: () => Promise<void>): void {
    const waiting = this.#waiting.get(link) ?? [];
    this.#waiting.set(link, [...waiting, serve].slice(-MAX_WAITING));
    this.#serveNext(link);
  }

  /** Everything sent before has been read. */
  drained(link: Link): void {
    this.#serveNext(link);
  }

  linkDown(link: Link): void {
    this.#waiting.delete(link);
  }

  #serveNext(link: Link): void {
    if (this.#serving.has(link) || link.congested) return;
    const [serve, ...rest] = this.#waiting.get(link) ?? [];
    if (serve === undefined) {
      this.#waiting.delete(link);
      return;
    }
    this.#waiting.set(link, rest);
    this.#serving.add(link);
    serve()
      .catch(this.#failed)
      .finally(() => {
        this.#serving.delete(link);
        this.#serveNext(link);
      });
  }
}
