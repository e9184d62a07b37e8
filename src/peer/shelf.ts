import type { Entry } from '../core/entry.ts';
import type { PeerId } from '../core/ids.ts';
import { isAhead, MAX_CLOCK_LEAD_MS } from '../core/order.ts';
import type { Clock } from '../core/ports.ts';

/** How often the clock is looked at for entries that wait for it. */
const LOOK_EVERY_MS = 60_000;
/** Most that wait at once; the rest is in the store, and found at the next start. */
const MAX_WAITING = 1_000;

export interface ShelfHost {
  readonly clock: Clock;
  /** The time of these has come. */
  due(entries: readonly Entry[]): void;
}

/** Holds entries whose clocks are days ahead until ours comes near. They are stored and passed on. */
export class Shelf {
  readonly #host: ShelfHost;
  #waiting: readonly Entry[] = [];
  #cancelLook: () => void = () => undefined;

  constructor(host: ShelfHost) {
    this.#host = host;
  }

  /** Keeps what is too far ahead and returns the rest. */
  sort(entries: readonly Entry[]): readonly Entry[] {
    const early = entries.filter((entry) => this.isEarly(entry));
    if (early.length === 0) return entries;
    if (this.#waiting.length === 0) this.#lookLater();
    this.#waiting = fairShare([...this.#waiting, ...early]);
    return entries.filter((entry) => !this.isEarly(entry));
  }

  isEarly(entry: Pick<Entry, 'sentAt' | 'hlc'>): boolean {
    return isAhead(entry, this.latest);
  }

  /** What is ahead of this moment, ms since 1970, is held. */
  get latest(): number {
    return this.#host.clock.now() + MAX_CLOCK_LEAD_MS;
  }

  close(): void {
    this.#cancelLook();
  }

  #lookLater(): void {
    this.#cancelLook = this.#host.clock.after(LOOK_EVERY_MS, () => {
      const waiting = this.#waiting;
      this.#waiting = [];
      const due = this.sort(waiting);
      if (due.length > 0) this.#host.due(due);
    });
  }
}

/** The first of every author's, then the second, and so on, each those that are due sooner. */
function fairShare(waiting: readonly Entry[]): readonly Entry[] {
  if (waiting.length <= MAX_WAITING) return waiting;
  const counts = new Map<PeerId, number>();
  const inTurn = waiting
    .toSorted((a, b) => a.sentAt - b.sentAt)
    .map((entry) => {
      const turn = counts.get(entry.author) ?? 0;
      counts.set(entry.author, turn + 1);
      return { entry, turn };
    });
  return inTurn
    .sort((a, b) => a.turn - b.turn)
    .slice(0, MAX_WAITING)
    .map(({ entry }) => entry);
}
