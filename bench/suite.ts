import type { Benchmark, Volume } from './harness/benchmark.ts';

/** Every benchmark, in the order in which `npm run bench` runs them. */
export const SUITE: readonly ((volume: Volume) => Benchmark)[] = [];
