import type { WireMessage } from '../core/wire.ts';

/** What one side of a link owes the other's patience: all it says, but for the pages it was asked for. */
export class Charges {
  /** Pages that were asked for and have not come yet. */
  #pagesAsked = 0;

  /** This is said to the other side now. */
  said(message: WireMessage): void {
    if (message.t === 'want' || message.t === 'recent') this.#pagesAsked += 1;
  }

  /**
   * What a message of the other side costs, in messages and entries: at least one, whatever it says, and
   * nothing where it was asked for, for that comes no faster than it is asked for.
   */
  of(message: WireMessage): number {
    if (message.t !== 'entries') return 1;
    if (message.why !== 'live' && this.#pagesAsked > 0) {
      this.#pagesAsked -= 1;
      return 0;
    }
    return message.runs.reduce((sum, { entries }) => sum + entries.length, 1);
  }
}
