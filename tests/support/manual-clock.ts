import type { Clock } from '../../src/core/ports.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Lets every promise that is ready to settle do so: a turn of the loop runs all microtasks. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Time that moves only when a test turns it. */
export class ManualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now: number;

  constructor(start = 1_700_000_000_000) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many timers wait: none should when what was under test has been closed. */
  get waiting(): number {
    return this.#timers.size;
  }

  /**
   * Moves time on by `ms` and runs the timers that fall due, in the order of their time and, for
   * equal times, of their asking. Promises settle before, between and after them, and timers set
   * on the way run too where they still fall within `ms`.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let due = this.#next(until); due !== null; due = this.#next(until)) {
      this.#timers.delete(due);
      this.#now = due.at;
      due.run();
      await settle();
    }
    this.#now = until;
  }

  #next(until: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at <= until && (next === null || timer.at < next.at)) {
        next = timer;
      }
    }
    return next;
  }
}
