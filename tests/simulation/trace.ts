import type { Scheduler } from './scheduler.ts';

/** FNV-1a, 32 bits (Fowler, Noll, Vo): quick, and any difference changes all that follows. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Everything that happened: as a hash always, for people where somebody is going to read it. */
export class Trace {
  readonly lines: string[] = [];
  readonly #scheduler: Scheduler;
  readonly #keep: boolean;
  /** Two that begin differently, so that 64 bits must agree. */
  #high = FNV_OFFSET;
  #low = ~FNV_OFFSET;

  constructor(scheduler: Scheduler, keep: boolean) {
    this.#scheduler = scheduler;
    this.#keep = keep;
  }

  add(who: string, what: string): void {
    this.count(who.charCodeAt(1), what.length);
    for (let i = 0; i < what.length; i += 1) this.#mix(what.charCodeAt(i));
    if (!this.#keep) return;
    const at = (this.#scheduler.now / 1_000).toFixed(3).padStart(9);
    this.lines.push(`${at}s ${who.padEnd(5)} ${what}`);
  }

  /** What happens too often for words, such as every chunk that arrives. */
  count(what: number, howMuch: number): void {
    this.#mix(this.#scheduler.now * 1_000);
    this.#mix(what);
    this.#mix(howMuch);
  }

  get hash(): string {
    return [this.#high, this.#low]
      .map((half) => (half >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  #mix(value: number): void {
    this.#high = Math.imul(this.#high ^ value, FNV_PRIME);
    this.#low = Math.imul(this.#low ^ (value + this.#high), FNV_PRIME);
  }
}
