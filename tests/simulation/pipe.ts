import type { Prng } from './prng.ts';
import type { Scheduler } from './scheduler.ts';

/** The way from one machine to another, shared by all connections that use it. */
export class Way {
  /** How many faults block it now. */
  blocked = 0;
  /** Delay of one chunk: at least this, and up to as much again. */
  delayMs: number;
  /** Bytes in a millisecond. */
  rate = 10_000;

  readonly #changes: { readonly delayMs: number; readonly rate: number }[] = [];
  readonly #usual: { readonly delayMs: number; readonly rate: number };

  constructor(delayMs: number) {
    this.delayMs = delayMs;
    this.#usual = { delayMs, rate: this.rate };
  }

  /** Makes it another way for a while: the latest change holds. Returns what takes it back. */
  change(delayMs: number, rate: number): () => void {
    const change = { delayMs, rate };
    this.#changes.push(change);
    this.#apply();
    return () => {
      this.#changes.splice(this.#changes.indexOf(change), 1);
      this.#apply();
    };
  }

  #apply(): void {
    const { delayMs, rate } = this.#changes.at(-1) ?? this.#usual;
    this.delayMs = delayMs;
    this.rate = rate;
  }
}

/** One direction of one connection: in order, late, and stuck while the way is blocked. */
export class Pipe {
  /** Set for good where the path has forgotten this connection: whatever enters vanishes. */
  broken = false;
  readonly way: Way;
  readonly #scheduler: Scheduler;
  readonly #random: Prng;
  /** Hears of every chunk that comes out. */
  readonly #arrived: (bytes: number) => void;
  #held: (() => void)[] = [];
  #lastAt = 0;

  constructor(
    way: Way,
    scheduler: Scheduler,
    random: Prng,
    opensAt: number,
    arrived: (bytes: number) => void,
  ) {
    this.way = way;
    this.#arrived = arrived;
    this.#scheduler = scheduler;
    this.#random = random;
    this.#lastAt = opensAt;
  }

  push(bytes: number, arrive: () => void): void {
    if (this.broken) return;
    const { delayMs, rate } = this.way;
    const way = this.#random.between(delayMs, 2 * delayMs) + bytes / rate;
    const { now } = this.#scheduler;
    this.#lastAt = Math.max(this.#lastAt + bytes / rate, now + way);
    this.#scheduler.after(this.#lastAt - now, () => {
      if (this.broken) return;
      this.#arrived(bytes);
      if (this.way.blocked > 0 || this.#held.length > 0) this.#held.push(arrive);
      else arrive();
    });
  }

  soon(run: () => void): void {
    this.#scheduler.after(0, run);
  }

  /** The way is free again: the kernel sends once more what was not acknowledged, by and by. */
  retry(): void {
    if (this.#held.length === 0) return;
    this.#scheduler.after(this.#random.between(0, 3_000), () => {
      if (this.broken || this.way.blocked > 0) return;
      for (const arrive of this.#held.splice(0)) arrive();
    });
  }
}
