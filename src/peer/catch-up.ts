import type { Clock } from '../core/ports.ts';

/** Fewer entries than this come at once: nothing to speak of. */
const WORTH_TELLING = 200;
/** At most so often: a bar that moves four times a second looks alive. */
const TELL_EVERY_MS = 250;

export interface CatchUpHost {
  readonly clock: Clock;
  /** Entries that neighbours have and we have not. */
  lacking(): number;
  /** `done` of `total` have come; the last time both are the same. */
  tell(done: number, total: number): void;
}

/** Keeps people informed while much is lacking. */
export class CatchUp {
  readonly #host: CatchUpHost;
  #underWay = false;
  #done = 0;
  #waiting = false;

  constructor(host: CatchUpHost) {
    this.#host = host;
  }

  /** Entries that were asked for are stored. */
  got(count: number): void {
    this.#done += count;
  }

  /** What is lacking may have changed. */
  look(): void {
    if (this.#waiting) return;
    const lacking = this.#host.lacking();
    if (!this.#underWay && lacking < WORTH_TELLING) return;
    if (!this.#underWay) this.#done = 0;
    this.#underWay = lacking > 0;
    this.#host.tell(this.#done, this.#done + lacking);
    if (!this.#underWay) return;
    this.#waiting = true;
    this.#host.clock.after(TELL_EVERY_MS, () => {
      this.#waiting = false;
      this.look();
    });
  }
}
