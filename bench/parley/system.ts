import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../../src/core/ports.ts';

/** The system's time, as a real peer has it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  bytes: (length) => randomBytes(length),
  fraction: () => Math.random(),
};
