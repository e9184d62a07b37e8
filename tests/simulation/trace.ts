import { createHash } from 'node:crypto';
import type { Scheduler } from './scheduler.ts';

/** Everything that happened, for people and, as a hash, for comparison. */
export class Trace {
  readonly lines: string[] = [];
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  add(who: string, what: string): void {
    const at = (this.#scheduler.now / 1_000).toFixed(3).padStart(9);
    this.lines.push(`${at}s ${who.padEnd(5)} ${what}`);
  }

  get hash(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex').slice(0, 16);
  }
}
