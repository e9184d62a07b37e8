import { isThisComputer } from '../core/address.ts';
import type { Clock } from '../core/ports.ts';

/** What is counted starts anew after this. */
const WINDOW_MS = 60_000;
/** Dials of hints at one host in that time: a few, or a neighbour could make us search its ports. */
const MAX_EACH = 6;
/** Dials of hints in that time, wherever: a newcomer to the largest group meant (about 100) makes as many. */
const MAX_IN_ALL = 128;

/**
 * Counts dials of addresses that are only hints and led nowhere, so that naming addresses of
 * strangers does not make us attack them. Those that led to a member count for nothing.
 */
export class VainDials {
  readonly #clock: Clock;
  readonly #at = new Map<string, number>();
  #inAll = 0;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** Whether one more would be too many: for this host, unless it is this computer, or in all. */
  tooMany(host: string): boolean {
    this.#forget();
    if (this.#inAll >= MAX_IN_ALL) return true;
    return (this.#at.get(host) ?? 0) >= MAX_EACH && !isThisComputer(host);
  }

  begun(host: string): void {
    this.#inAll += 1;
    this.#at.set(host, (this.#at.get(host) ?? 0) + 1);
  }

  /** It led to somebody of the group. */
  answered(host: string): void {
    const there = this.#at.get(host);
    if (there === undefined) return;
    this.#inAll -= 1;
    if (there > 1) this.#at.set(host, there - 1);
    else this.#at.delete(host);
  }

  #forget(): void {
    const now = this.#clock.now();
    // A clock may go back.
    if (Math.abs(now - this.#since) < WINDOW_MS) return;
    this.#since = now;
    this.#at.clear();
    this.#inAll = 0;
  }
}
