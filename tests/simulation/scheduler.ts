type Due = { readonly at: number; readonly order: number; run: (() => void) | null };

/** Lets every promise that is ready to settle do so: a turn of the loop runs all microtasks. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Virtual time: a heap of what happens when, equal times in the order of their asking. */
export class Scheduler {
  /** Milliseconds since the simulation began, fractions included. */
  now = 0;
  /** How many things have happened. */
  steps = 0;
  readonly #heap: Due[] = [];
  #asked = 0;

  after(delayMs: number, run: () => void): () => void {
    const due: Due = { at: this.now + Math.max(0, delayMs), order: this.#asked++, run };
    this.#push(due);
    return () => {
      due.run = null;
    };
  }

  /** Runs what falls due within `ms`, with promises settling in between. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (let due = this.#popUntil(end); due !== undefined; due = this.#popUntil(end)) {
      if (due.run === null) continue;
      this.now = due.at;
      this.steps += 1;
      due.run();
      await settle();
    }
    this.now = end;
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
    let at = 0;
    for (;;) {
      const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
      if (left === undefined) break;
      const sooner = right !== undefined && isBefore(right, left) ? right : left;
      if (isBefore(due, sooner)) break;
      this.#heap[at] = sooner;
      at = sooner === left ? 2 * at + 1 : 2 * at + 2;
    }
    this.#heap[at] = due;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
