import { catchUp } from './catch-up/index.ts';
import { chatter } from './chatter/index.ts';
import { fanOut } from './fan-out/index.ts';
import { forming } from './forming/index.ts';
import { growth } from './growth/index.ts';
import type { Benchmark, Volume } from './harness/benchmark.ts';
import { healing } from './healing/index.ts';
import { opening } from './opening/index.ts';
import { overlay } from './overlay/index.ts';
import { windowBenchmark } from './window/index.ts';

/** Every benchmark, in the order in which `npm run bench` runs them. */
export const SUITE: readonly ((volume: Volume) => Benchmark)[] = [
  fanOut,
  chatter,
  forming,
  catchUp,
  healing,
  growth,
  opening,
  overlay,
  windowBenchmark,
];
