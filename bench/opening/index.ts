import type {
  Benchmark,
  BenchmarkResult,
  Contender,
  Metric,
  Plot,
  Reach,
  Volume,
} from '../harness/benchmark.ts';
import { samplesOf, slopeOf, spreadOf } from '../harness/statistics.ts';

const LONG_HISTORY = new URL('contenders/long-history.ts', import.meta.url);
const TRIAL = 'sizes';
const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;

const METRICS: readonly Metric[] = [
  { key: 'open', title: 'open the store', unit: 'ms', better: 'lower' },
  { key: 'first', title: 'join, first page', unit: 'ms', better: 'lower' },
  { key: 'back', title: 'page back', unit: 'ms', better: 'lower' },
  { key: 'jump', title: 'jump to a message', unit: 'ms', better: 'lower' },
  { key: 'send', title: 'send', unit: 'ms', better: 'lower' },
];

const [SHORT, ...LONGER] = SIZES.map(contender) as [Contender, ...Contender[]];
const LONGEST = nameOf(1_000_000);

/** Flat: within 1.5 times from the shortest to the longest. */
const REACH: readonly Reach[] = METRICS.map(({ key, title }) => ({
  ...{ contender: LONGEST, metric: key, against: SHORT.name, atMost: 1.5 },
  what: `${title}: at 1,000,000 messages within 1.5 times of at 1,000`,
}));

export function opening(_: Volume): Benchmark {
  return {
    name: 'opening',
    title: 'Opening and reading a long history',
    about: ABOUT,
    trials: [
      {
        ...{ id: TRIAL, title: 'By messages stored', metrics: METRICS, reach: REACH },
        contenders: [SHORT, ...LONGER],
      },
    ],
    plots: (results) => [plotOf(results)],
    remarks: (results) => METRICS.flatMap((metric) => slopeIn(results, metric)),
  };
}

const ABOUT = `A history of texts of 200 bytes by eight people is written through the store and closed. Then, in the same
process, a peer with it: the store is opened (as after a proper end: after a crash SQLite looks through the file once,
which takes time in proportion); the group is joined, until the first page is told to whoever draws it; ten pages back;
jumps to messages all over the history; and messages sent, each of which waits for the disk. The median of each counts.
The file was just written, so the system has much of it in memory. The *floor* here is the shortest history.`;

function contender(stored: number): Contender {
  return { name: nameOf(stored), module: LONG_HISTORY, params: { stored } };
}

function nameOf(stored: number): string {
  return `${stored.toLocaleString('en')} messages`;
}

function pointsOf(
  results: BenchmarkResult,
  metric: string,
): readonly (readonly [number, number])[] {
  const result = results[TRIAL] ?? { samples: {}, skipped: {} };
  return SIZES.flatMap((stored) => {
    const samples = samplesOf(result, nameOf(stored), metric);
    return samples === null ? [] : [[stored, spreadOf(samples).median] as const];
  });
}

function slopeIn(results: BenchmarkResult, { key, title }: Metric): readonly string[] {
  const points = pointsOf(results, key);
  if (points.length < 2) return [];
  return [`Slope of *${title}* against messages stored: ${slopeOf(points).toFixed(2)} (0 is flat)`];
}

function plotOf(results: BenchmarkResult): Plot {
  return {
    ...{ name: 'opening', title: 'A history, by its length', kind: 'lines' },
    x: { title: 'messages stored', log: true },
    y: { title: 'ms', log: true },
    lines: METRICS.map(({ key, title }) => ({ name: title, points: pointsOf(results, key) })),
  };
}
