type Due = { readonly at: number; readonly order: number; run: (() => void) | null };

/**
 * Virtual time for what holds no promises: a heap of what happens when, equal times in the order of
 * their asking. (The simulation of whole peers has one that lets promises settle between two steps,
 * at ten times the price.)
 */
export class VirtualTime {
  /** Milliseconds since the simulation began, fractions included. */
  now = 0;
  /** How many things have happened. */
  steps = 0;
  readonly #heap: Due[] = [];
  #asked = 0;

  /** Calls `run` once after `delayMs`; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void {
    const due: Due = { at: this.now + delayMs, order: this.#asked++, run };
    this.#push(due);
    return () => {
      due.run = null;
    };
  }

  /** Lets everything happen that falls due within `ms`. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (let due = this.#popUntil(end); due !== undefined; due = this.#popUntil(end)) {
      if (due.run === null) continue;
      this.now = due.at;
      this.steps += 1;
      due.run();
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
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = heap[up];
      if (above === undefined || isBefore(above, due)) break;
      heap[at] = above;
      at = up;
    }
    heap[at] = due;
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
