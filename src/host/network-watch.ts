import { cards } from './network.ts';

/** How often to look: a changed address is noticed within this, and a look costs next to nothing. */
const LOOK_MS = 1_000;
/** A look that comes so much too late, or by a clock that was set, means that we have slept. */
const SLEPT_MS = 3_000;

/** What is looked at; tests hand in their own. */
export type Surroundings = {
  /** Milliseconds since 1970. */
  now(): number;
  /** The addresses of this computer, in any form that differs when they do. */
  addresses(): string;
  every(ms: number, run: () => void): void;
};

const THIS_COMPUTER: Surroundings = {
  now: () => Date.now(),
  addresses: () => JSON.stringify(cards()),
  // Looking alone keeps no program running.
  every: (ms, run) => void setInterval(run, ms).unref(),
};

/**
 * Calls `changed` when this computer has other addresses than before, or wakes up: Node tells of
 * neither, and the kernel would leave dead connections open for a quarter of an hour.
 */
export function watchNetwork(changed: () => void, around: Surroundings = THIS_COMPUTER): void {
  let addresses = around.addresses();
  let lookedAt = around.now();
  around.every(LOOK_MS, () => {
    const now = around.now();
    const before = addresses;
    addresses = around.addresses();
    const slept = Math.abs(now - lookedAt - LOOK_MS) > SLEPT_MS;
    lookedAt = now;
    if (slept || addresses !== before) changed();
  });
}
