/**
 * How much of something somebody may cause in a time: so much at once, and then a steady rate (a token
 * bucket; Turner, "New Directions in Communications", 1986). It may be overdrawn, so that what has
 * come already is counted in full, and whoever caused it waits until that is made up for. Infinity is
 * no bound at all.
 */
export class Allowance {
  readonly #perSecond: number;
  readonly #most: number;
  #left: number;
  /** When `#left` was true, ms by the clock that is handed in. */
  #at: number;

  constructor(perSecond: number, atOnce: number, now: number) {
    this.#perSecond = perSecond;
    this.#most = atOnce;
    this.#left = atOnce;
    this.#at = now;
  }

  take(amount: number, now: number): void {
    this.#fill(now);
    this.#left -= amount;
  }

  /** Milliseconds until something may be taken again; 0 where it may be now. */
  waitMs(now: number): number {
    this.#fill(now);
    return this.#left >= 0 ? 0 : Math.ceil((-this.#left / this.#perSecond) * 1_000);
  }

  /** A clock that was set back gives nothing, and takes nothing away. */
  #fill(now: number): void {
    const passed = now - this.#at;
    this.#at = now;
    if (passed <= 0) return;
    this.#left = Math.min(this.#most, this.#left + (passed / 1_000) * this.#perSecond);
  }
}
