/** Main is told again no sooner than this, in ms: it tells the others every few seconds only. */
const TELL_EVERY_MS = 1_000;

/**
 * Tells that a message is being written, which only the keys of the person who writes can mean: what is
 * in the box at the start, an own message that is taken up, and a text that came back are no such thing.
 */
export class TypingNews {
  readonly #tell: (on: boolean) => void;
  readonly #now: () => number;
  #typed = '';
  #on = false;
  #at: number = Number.NEGATIVE_INFINITY;

  /** The clock is in ms, from anywhen. */
  constructor(tell: (on: boolean) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  /** Somebody has typed, and this is in the box now. A command is no message. */
  typed(draft: string): void {
    this.#typed = draft;
    this.#turn(draft.trim() !== '' && !/^\/(?!\/)/.test(draft));
  }

  /** The box shows this. Where nobody has typed it, what was being written is done with. */
  shows(draft: string): void {
    if (draft !== this.#typed) this.#turn(false);
  }

  #turn(on: boolean): void {
    const now = this.#now();
    if (on === this.#on && (!on || now - this.#at < TELL_EVERY_MS)) return;
    this.#on = on;
    this.#at = now;
    this.#tell(on);
  }
}
