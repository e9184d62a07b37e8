import type { ChatFact } from '../core/events.ts';
import { entryId, type LogId, type PeerId } from '../core/ids.ts';

/** Most members to remember: several times the largest group meant (about 100). */
const MAX_MEMBERS = 512;

/**
 * Who is known to hold how much of our own logs, of this start and of earlier ones: one number for
 * each member and log, however many messages.
 *
 * Only what concerns messages on the screen is told, so that a year of starts does not fill it.
 */
export class Deliveries {
  readonly #self: PeerId;
  /** The log of this start. */
  readonly #current: LogId;
  /** Where each own log ends here: nobody can hold what has not been said. */
  readonly #ends = new Map<LogId, number>();
  /** Own logs with messages on the screen. */
  readonly #shown = new Set<LogId>();
  /** Sequence numbers of this start's messages. */
  readonly #texts = new Set<number>();
  readonly #heldUpTo = new Map<PeerId, Map<LogId, number>>();

  constructor(self: PeerId, current: LogId) {
    this.#self = self;
    this.#current = current;
  }

  /** An own log is stored here up to `seq`. */
  stored(log: LogId, seq: number): void {
    this.#ends.set(log, Math.max(seq, this.#ends.get(log) ?? 0));
  }

  /** A message of ours is stored and shown: what is known of its log, where that is new. */
  shown(log: LogId, seq: number): readonly ChatFact[] {
    if (log === this.#current) this.#texts.add(seq);
    if (this.#shown.has(log)) return [];
    this.#shown.add(log);
    return [...this.#heldUpTo].flatMap(([by, logs]): readonly ChatFact[] => {
      const upTo = logs.get(log);
      return upTo === undefined ? [] : [{ type: 'held', by, log, seq: upTo }];
    });
  }

  /** A member holds a log up to `seq`: the facts about our messages that this says something new of. */
  held(by: PeerId, log: LogId, seq: number): readonly ChatFact[] {
    const before = this.#upTo(by, log);
    const upTo = Math.min(seq, this.#ends.get(log) ?? 0);
    if (by === this.#self || upTo <= before || !this.#remember(by, log, upTo)) return [];
    const facts: ChatFact[] = [];
    if (this.#shown.has(log)) facts.push({ type: 'held', by, log, seq: upTo });
    if (log !== this.#current) return facts;
    for (let text = before + 1; text <= upTo; text++) {
      if (!this.#texts.has(text)) continue;
      facts.push({ type: 'delivered', id: entryId(log, text), to: this.#holders(text) });
    }
    return facts;
  }

  #remember(by: PeerId, log: LogId, upTo: number): boolean {
    const logs = this.#heldUpTo.get(by) ?? new Map<LogId, number>();
    if (!this.#heldUpTo.has(by) && this.#heldUpTo.size >= MAX_MEMBERS) return false;
    this.#heldUpTo.set(by, logs.set(log, upTo));
    return true;
  }

  #upTo(by: PeerId, log: LogId): number {
    return this.#heldUpTo.get(by)?.get(log) ?? 0;
  }

  #holders(seq: number): readonly PeerId[] {
    return [...this.#heldUpTo.keys()].filter((peer) => this.#upTo(peer, this.#current) >= seq);
  }
}
