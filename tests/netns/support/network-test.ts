import { inject, test } from 'vitest';

/** Bounds a whole test: several times the longest, so that a slow machine fails at a condition. */
const TIMEOUT_MS = 120_000;

const obstacle = inject('noNamespaces');

/** A test of peers in network namespaces; skipped where there can be none, with why in its name. */
export function networkTest(name: string, run: () => Promise<void>): void {
  if (obstacle === null) test(name, { timeout: TIMEOUT_MS }, run);
  else test.skip(`${name} (skipped: ${obstacle})`, run);
}
