import { setTimeout as pause } from 'node:timers/promises';
import { type CrewOptions, gather } from '../../group/crew.ts';
import type { Values } from '../../harness/benchmark.ts';
import { countTraffic, type Traffic, traffic } from '../traffic.ts';

/**
 * So many at most are formed first and ended again, so that code is loaded and compiled before anything
 * is measured: what compiling leaves behind is no link's.
 */
const WARM_UP = 32;

/** Nothing said for so long: whatever members tell each other of each other has been told. */
const QUIET_MS = 250;
/** Then it is counted all the same: some programs are never quiet. */
const PATIENCE_MS = 3_000;

/** A group of `size` members in this process, from none until all are linked with all. */
export async function run({
  carrier,
  size,
  dial,
}: Pick<CrewOptions, 'carrier' | 'size' | 'dial'>): Promise<Values> {
  const form = (members: number): ReturnType<typeof gather> =>
    gather({ carrier, size: members, processes: false, dial });
  const warm = await form(Math.min(size, WARM_UP));
  await warm.close();
  countTraffic();
  const before = memoryBytes();
  const usedBefore = process.cpuUsage();
  const beganAt = performance.now();
  const crew = await form(size);
  const seconds = (performance.now() - beganAt) / 1_000;
  const { user, system } = process.cpuUsage(usedBefore);
  const said = await whenQuiet();
  const held = memoryBytes() - before;
  await crew.close();
  const ends = size * (size - 1);
  return {
    seconds,
    cpu: (user + system) / 1_000 / (ends / 2),
    memory: held / ends / 1_000,
    writes: said.writes / ends,
    bytes: said.bytes / ends,
  };
}

/** What JavaScript holds after all garbage is gone, with the buffers that lie outside its heap. */
function memoryBytes(): number {
  // Twice: what a finalizer frees is gone after the next.
  globalThis.gc?.();
  globalThis.gc?.();
  // `external` counts array buffers too (Node, process.memoryUsage).
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function whenQuiet(): Promise<Traffic> {
  const until = performance.now() + PATIENCE_MS;
  let last = traffic();
  for (;;) {
    await pause(QUIET_MS);
    const now = traffic();
    if (now.writes === last.writes || performance.now() > until) return now;
    last = now;
  }
}
