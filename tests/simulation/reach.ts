import type { Scheduler } from './scheduler.ts';

/** Frees what was held; calling it twice is fine. */
export type Release = () => void;

/**
 * Which machines nothing has come between, and for how long: what a peer may be blamed for not seeing.
 * Faults say here what they touch; nothing of the peers themselves is asked.
 */
export class Reach {
  readonly #scheduler: Scheduler;
  readonly #count: number;
  /** Faults that touch a pair now, and when the last one ended. */
  readonly #held: number[];
  readonly #freeSince: number[];
  /** When two machines could last exchange anything. */
  readonly #metAt: number[];
  /** The last time anything began or ended anywhere. */
  changedAt = 0;

  constructor(scheduler: Scheduler, count: number) {
    this.#scheduler = scheduler;
    this.#count = count;
    this.#held = new Array<number>(count * count).fill(0);
    this.#freeSince = new Array<number>(count * count).fill(0);
    this.#metAt = new Array<number>(count * count).fill(Number.NEGATIVE_INFINITY);
  }

  /** Something comes between two machines. */
  holdPair(a: number, b: number): Release {
    return this.#hold([this.#at(a, b)]);
  }

  /** Something happens to a machine, and so to all ways to it. */
  holdMachine(machine: number): Release {
    const pairs: number[] = [];
    for (let other = 0; other < this.#count; other += 1) pairs.push(this.#at(machine, other));
    return this.#hold(pairs);
  }

  /** Two machines run, and the ways between them are open. */
  met(a: number, b: number): void {
    this.#metAt[this.#at(a, b)] = this.#scheduler.now;
  }

  /** Nothing has come between them for `ms`. */
  isSteady(a: number, b: number, ms: number): boolean {
    const since = this.freeSince(a, b);
    return since !== null && this.#scheduler.now - since >= ms;
  }

  /** When the last thing that came between them ended; null where something does now. */
  freeSince(a: number, b: number): number | null {
    const at = this.#at(a, b);
    return this.#held[at] === 0 ? (this.#freeSince[at] ?? 0) : null;
  }

  /** They have been able to exchange something within `ms`. */
  hasMet(a: number, b: number, ms: number): boolean {
    return this.#scheduler.now - (this.#metAt[this.#at(a, b)] ?? 0) <= ms;
  }

  /** Everybody whom a chain of such pairs joins to `from`, itself included. */
  around(from: number, joined: (a: number, b: number) => boolean): ReadonlySet<number> {
    const found = new Set([from]);
    for (const a of found) {
      for (let b = 0; b < this.#count; b += 1) if (!found.has(b) && joined(a, b)) found.add(b);
    }
    return found;
  }

  #hold(pairs: readonly number[]): Release {
    for (const at of pairs) this.#held[at] = (this.#held[at] ?? 0) + 1;
    this.changedAt = this.#scheduler.now;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.changedAt = this.#scheduler.now;
      for (const at of pairs) {
        this.#held[at] = (this.#held[at] ?? 0) - 1;
        this.#freeSince[at] = this.#scheduler.now;
      }
    };
  }

  #at(a: number, b: number): number {
    return a < b ? a * this.#count + b : b * this.#count + a;
  }
}
