import type { FanOutParams } from '../fan-out/contenders/flood.ts';
import { type Entrant, LINKS, WHOLE } from '../group/carriers.ts';
import type {
  Benchmark,
  BenchmarkResult,
  Contender,
  Plot,
  Trial,
  Volume,
} from '../harness/benchmark.ts';
import { samplesOf, slopeOf, spreadOf } from '../harness/statistics.ts';

const FLOOD = new URL('../fan-out/contenders/flood.ts', import.meta.url);
const SIZES: readonly number[] = [2, 4, 8, 16, 32, 64];
const SMALLEST = 2;
/** Before the clock starts: a part of what is measured. */
const WARM_UP = 0.2;
const LIMIT_MS = 60_000;
const LONG = 5;
const TIMEOUT_S = 600;

type Layer = {
  readonly id: string;
  readonly entrant: Entrant;
  readonly deliveries: number;
  readonly messages: number;
  readonly once: readonly number[];
};

/**
 * Messages and deliveries that are enough for a number, and messages that make commits as in a flood.
 * `once`: groups that are looked at in one round only, for they take the best part of a minute to form.
 */
const LAYERS: readonly Layer[] = [
  { id: 'links', entrant: LINKS, deliveries: 1_000_000, messages: 10_000, once: [] },
  { id: 'whole', entrant: WHOLE, deliveries: 6_000, messages: 200, once: [64] },
];
const NOTHING = { samples: {}, skipped: {} };

export function growth({ long }: Volume): Benchmark {
  return {
    name: 'growth',
    title: 'Cost against the size of the group',
    about: ABOUT,
    trials: LAYERS.flatMap((layer) => trialsOf(layer, long)),
    plots: (results) => [plotOf(results)],
    remarks: (results) => LAYERS.flatMap((layer) => slopeIn(results, layer)),
  };
}

const ABOUT = `One member says texts of 200 bytes to all others as in *fan-out*, all members in one process, and the CPU time of
the process is divided by the deliveries. On the whole path they are a full mesh; at the link layer alone each hearer
has one link, with the speaker. Flat means that what a member hears costs the same in a large group. With
two members each delivery carries all of the speaker's own part, which larger groups share. The *floor* here is the
smallest group.`;

/** Those that are formed again in each round, and beside them those that are formed once. */
function trialsOf(layer: Layer, long: boolean): readonly Trial[] {
  const rounded = SIZES.filter((size) => !layer.once.includes(size));
  const each = trialOf(layer, layer.id, rounded, long);
  const once = layer.once.map((size) => ({
    ...trialOf(layer, `${layer.id}-${size}`, [SMALLEST, size], long),
    rounds: 1,
  }));
  return [each, ...once];
}

function trialOf(layer: Layer, id: string, sizes: readonly number[], long: boolean): Trial {
  const factor = long ? LONG : 1;
  const largest = sizes.at(-1) ?? SMALLEST;
  const [smallest, ...others] = sizes.map((size) => contender(layer, size, factor));
  return {
    id,
    title: `${layer.entrant.name}, ${sizes.length > 2 ? 'up to ' : ''}${largest}`,
    metrics: [{ key: 'cpu', title: 'CPU a delivery', unit: 'us', better: 'lower' }],
    contenders: [smallest as Contender, ...others], // as many as sizes
    timeoutS: TIMEOUT_S,
    reach: [
      {
        ...{ contender: nameOf(largest), metric: 'cpu', against: nameOf(SMALLEST), atMost: 1.5 },
        what: `${layer.entrant.name}: a delivery among ${largest} costs at most 1.5 times of one among 2`,
      },
    ],
  };
}

function contender(layer: Layer, size: number, factor: number): Contender {
  const { module } = layer.entrant;
  const receivers = size - 1;
  const messages = factor * Math.max(layer.messages, Math.ceil(layer.deliveries / receivers));
  const warmUp = Math.ceil(messages * WARM_UP);
  const params: FanOutParams = {
    ...{ carrier: module.href, receivers, processes: false, messages, warmUp, limitMs: LIMIT_MS },
  };
  return { name: nameOf(size), module: FLOOD, params };
}

function nameOf(size: number): string {
  return `${size} peers`;
}

function pointsOf(results: BenchmarkResult, layer: Layer): readonly (readonly [number, number])[] {
  return SIZES.flatMap((size) => {
    const id = layer.once.includes(size) ? `${layer.id}-${size}` : layer.id;
    const samples = samplesOf(results[id] ?? NOTHING, nameOf(size), 'cpu');
    return samples === null ? [] : [[size, spreadOf(samples).median] as const];
  });
}

function slopeIn(results: BenchmarkResult, layer: Layer): readonly string[] {
  const points = pointsOf(results, layer);
  if (points.length < 2) return [];
  const slope = slopeOf(points).toFixed(2);
  return [`Slope of the CPU a delivery against peers, ${layer.entrant.name}: ${slope} (0 is flat)`];
}

function plotOf(results: BenchmarkResult): Plot {
  return {
    ...{ name: 'growth', title: 'CPU a delivery, by the size of the group', kind: 'lines' },
    x: { title: 'peers', log: true },
    y: { title: 'us', log: true },
    lines: LAYERS.map((layer) => ({ name: layer.entrant.name, points: pointsOf(results, layer) })),
  };
}
