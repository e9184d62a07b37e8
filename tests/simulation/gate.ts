import type { Clock } from '../../src/core/ports.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Everything that enters one process passes here: nothing once it is dead, later while it is
 * stopped (SIGSTOP), and then in the order in which it came.
 */
export class Gate {
  readonly #scheduler: Scheduler;
  #backlog: (() => void)[] = [];
  #stopped = false;
  #alive = true;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Alive, and doing what comes in. */
  get open(): boolean {
    return this.#alive && !this.#stopped && this.#backlog.length === 0;
  }

  enter(run: () => void): void {
    if (!this.#alive) return;
    if (this.#stopped || this.#backlog.length > 0) this.#backlog.push(run);
    else run();
  }

  kill(): void {
    this.#alive = false;
    this.#backlog = [];
  }

  stop(): void {
    this.#stopped = true;
  }

  resume(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#drain();
  }

  /** One at a time, with promises settling in between, as a loop would. */
  #drain(): void {
    this.#scheduler.after(0, () => {
      if (this.#stopped) return;
      const [run] = this.#backlog;
      if (run === undefined) return;
      run();
      this.#backlog.shift();
      if (this.#backlog.length > 0) this.#drain();
    });
  }
}

/** What the clock on a machine's wall shows when the simulation begins; somebody may set it. */
export type WallClock = { epochMs: number };

/** A machine's clock as one process sees it, in whole milliseconds. Pauses do not depend on it. */
export function processClock(scheduler: Scheduler, gate: Gate, wall: WallClock): Clock {
  return {
    now: () => Math.floor(wall.epochMs + scheduler.now),
    after(delayMs, run) {
      let cancelled = false;
      scheduler.after(Math.max(1, Math.trunc(delayMs)), () =>
        gate.enter(() => {
          if (!cancelled) run();
        }),
      );
      return () => {
        cancelled = true;
      };
    },
  };
}
