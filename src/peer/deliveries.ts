import type { ChatFact } from '../core/events.ts';
import { entryId, type LogId, type PeerId } from '../core/ids.ts';

/** Who is known to hold which of our own messages of this start. */
export class Deliveries {
  readonly #log: LogId;
  readonly #texts = new Set<number>();
  /** The last message of ours: nobody can hold what has not been said. */
  #last = 0;
  readonly #heldUpTo = new Map<PeerId, number>();

  constructor(ownLog: LogId) {
    this.#log = ownLog;
  }

  /** A message of ours is stored here under this sequence number. */
  sent(seq: number): void {
    this.#texts.add(seq);
    this.#last = seq;
  }

  /** A member holds a log up to `seq`: the facts about messages that this says something new of. */
  held(by: PeerId, log: LogId, seq: number): readonly ChatFact[] {
    if (log !== this.#log) return [];
    const before = this.#heldUpTo.get(by) ?? 0;
    const upTo = Math.min(seq, this.#last);
    const facts: ChatFact[] = [];
    if (upTo > before) this.#heldUpTo.set(by, upTo);
    for (let text = before + 1; text <= upTo; text++) {
      if (!this.#texts.has(text)) continue;
      facts.push({ type: 'delivered', id: entryId(log, text), to: this.#holders(text) });
    }
    return facts;
  }

  #holders(seq: number): readonly PeerId[] {
    return [...this.#heldUpTo].filter(([, upTo]) => upTo >= seq).map(([peer]) => peer);
  }
}
