import { type Head, NO_HEAD } from '../core/chain.ts';
import { type LogId, type PeerId, splitLogId } from '../core/ids.ts';

/** Logs of one author, one for each start: eleven starts a day for a year. */
const MAX_LOGS_EACH = 4_096;
/** Logs in all: the largest group meant (about 100) with a thousand starts each. About 60 MB. */
const MAX_LOGS = 100_000;

/** How far every log has come here: in the store, and claimed for what is on its way there. */
export class Vector {
  readonly #stored = new Map<LogId, Head>();
  readonly #claimed = new Map<LogId, Head>();
  /** How many logs of each author have begun. */
  readonly #begun = new Map<PeerId, number>();

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

  /**
   * Whether a log is here, or may begin: anybody can make any number of keys, and of starts. `known`
   * says whether its author is somebody whom we have met, who always finds room.
   */
  hasRoomFor(log: LogId, known: (author: PeerId) => boolean): boolean {
    if (this.#claimed.has(log)) return true;
    const { author } = splitLogId(log);
    if ((this.#begun.get(author) ?? 0) >= MAX_LOGS_EACH) return false;
    return this.#claimed.size < MAX_LOGS || known(author);
  }

  /** Entries up to here are about to be stored: nobody else need send them. */
  claim(log: LogId, head: Head): void {
    if (!this.#claimed.has(log)) this.#count(log, 1);
    this.#claimed.set(log, head);
  }

  store(log: LogId, head: Head): void {
    this.#stored.set(log, head);
    if (this.claimed(log).seq < head.seq) this.claim(log, head);
  }

  /** A log ends earlier than was thought. */
  setBack(log: LogId, head: Head): void {
    if (this.#claimed.delete(log)) this.#count(log, -1);
    this.#stored.delete(log);
    if (head.seq > 0) this.store(log, head);
  }

  /** What was on its way did not arrive: it may be pulled again. */
  unclaim(log: LogId): void {
    this.claim(log, this.stored(log));
  }

  #count(log: LogId, more: 1 | -1): void {
    const { author } = splitLogId(log);
    this.#begun.set(author, (this.#begun.get(author) ?? 0) + more);
  }
}
