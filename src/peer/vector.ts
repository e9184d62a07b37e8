import { type Head, NO_HEAD } from '../core/chain.ts';
import type { LogId } from '../core/ids.ts';

/** How far every log has come here: in the store, and claimed for what is on its way there. */
export class Vector {
  readonly #stored = new Map<LogId, Head>();
  readonly #claimed = new Map<LogId, Head>();

  /** What the store says at the start. */
  load(heads: ReadonlyMap<LogId, Head>): void {
    for (const [log, head] of heads) this.store(log, head);
  }

  get logs(): ReadonlyMap<LogId, Head> {
    return this.#stored;
  }

  stored(log: LogId): Head {
    return this.#stored.get(log) ?? NO_HEAD;
  }

  claimed(log: LogId): Head {
    return this.#claimed.get(log) ?? NO_HEAD;
  }

  /** Entries up to here are about to be stored: nobody else need send them. */
  claim(log: LogId, head: Head): void {
    this.#claimed.set(log, head);
  }

  store(log: LogId, head: Head): void {
    this.#stored.set(log, head);
    if (this.claimed(log).seq < head.seq) this.claim(log, head);
  }

  /** A log ends earlier than was thought. */
  setBack(log: LogId, head: Head): void {
    this.#claimed.delete(log);
    this.#stored.delete(log);
    if (head.seq > 0) this.store(log, head);
  }

  /** What was on its way did not arrive: it may be pulled again. */
  unclaim(log: LogId): void {
    this.#claimed.set(log, this.stored(log));
  }
}
