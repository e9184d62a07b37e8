import type { ChatFact } from '../core/events.ts';
import { type EntryId, entryId, type LogId, type PeerId } from '../core/ids.ts';

/** Who is known to hold which of our own messages of this start. */
export class Deliveries {
  readonly #log: LogId;
  readonly #texts: number[] = [];
  readonly #heldUpTo = new Map<PeerId, number>();

  constructor(ownLog: LogId) {
    this.#log = ownLog;
  }

  /** A message of ours is stored here under this sequence number. */
  sent(seq: number): void {
    this.#texts.push(seq);
  }

  /** A member holds a log up to `seq`: the facts about messages that this says something new of. */
  held(by: PeerId, log: LogId, seq: number): readonly ChatFact[] {
    const before = this.#heldUpTo.get(by) ?? 0;
    if (log !== this.#log || seq <= before) return [];
    this.#heldUpTo.set(by, seq);
    return this.#texts
      .filter((text) => text > before && text <= seq)
      .map((text) => ({ type: 'delivered', id: this.#idOf(text), to: this.#holders(text) }));
  }

  #holders(seq: number): readonly PeerId[] {
    return [...this.#heldUpTo].filter(([, upTo]) => upTo >= seq).map(([peer]) => peer);
  }

  #idOf(seq: number): EntryId {
    return entryId(this.#log, seq);
  }
}
