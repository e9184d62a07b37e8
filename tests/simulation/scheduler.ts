type Due = { readonly at: number; readonly order: number; run: (() => void) | null };

/** Steps in one turn of the loop: enough that the turn itself (about 2 us) no longer counts. */
const MOST_STEPS_A_TURN = 512;

/** Virtual time: a heap of what happens when, equal times in the order of their asking. */
export class Scheduler {
  /** Milliseconds since the simulation began, fractions included. */
  now = 0;
  /** How many things have happened. */
  steps = 0;
  /** Nothing happens any more: there is nothing left to find out. */
  halted = false;
  readonly #heap: Due[] = [];
  #asked = 0;

  after(delayMs: number, run: () => void): () => void {
    const due: Due = { at: this.now + Math.max(0, delayMs), order: this.#asked++, run };
    this.#push(due);
    return () => {
      due.run = null;
    };
  }

  /**
   * Runs what falls due within `ms`, with promises settling in between.
   *
   * Every step is an immediate of its own, because Node runs all microtasks between two of them; many
   * are queued for one turn of the loop, because a turn costs more than most steps do.
   */
  advance(ms: number): Promise<void> {
    const end = this.now + ms;
    return new Promise((resolve, reject) => {
      let done = false;
      const step = (): void => {
        if (done) return;
        try {
          done = !this.#step(end);
          if (done) resolve();
        } catch (error) {
          done = true;
          reject(error);
        }
      };
      const turn = (steps: number): void => {
        if (done) return;
        for (let i = 0; i < steps; i += 1) setImmediate(step);
        setImmediate(turn, Math.min(2 * steps, MOST_STEPS_A_TURN));
      };
      turn(4);
    });
  }

  /** Runs what is due next; false where nothing is due until `end`, which is now. */
  #step(end: number): boolean {
    if (this.halted) return false;
    for (let due = this.#popUntil(end); due !== undefined; due = this.#popUntil(end)) {
      if (due.run === null) continue;
      this.now = due.at;
      this.steps += 1;
      due.run();
      return true;
    }
    this.now = end;
    return false;
  }

  #popUntil(end: number): Due | undefined {
    const [top] = this.#heap;
    if (top === undefined || top.at > end) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== top) this.#sink(last);
    return top;
  }

  #push(due: Due): void {
    let at = this.#heap.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = this.#heap[up];
      if (above === undefined || isBefore(above, due)) break;
      this.#heap[at] = above;
      at = up;
    }
    this.#heap[at] = due;
  }

  /** Puts `due` at the top and lets it sink to its place. */
  #sink(due: Due): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const sooner = right !== undefined && isBefore(right, left) ? right : left;
      if (isBefore(due, sooner)) break;
      heap[at] = sooner;
      at = sooner === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = due;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
