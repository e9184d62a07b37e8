import type {
  Benchmark,
  BenchmarkResult,
  Contender,
  Metric,
  Plot,
  Trial,
  Volume,
} from '../harness/benchmark.ts';
import { round } from '../harness/table.ts';
import type { FailureParams } from './contenders/failures.ts';
import type { SizesParams } from './contenders/sizes.ts';
import type { SteadyParams } from './contenders/steady.ts';
import type { Failing } from './network.ts';
import { PROTOCOLS, type ProtocolName } from './protocols.ts';

/** As many as the decision is about: docs/decisions/0024-full-mesh-until.md. */
const NODES = 1_000;
const SEEDS = 3;

const PERCENT = { unit: '%', better: 'higher' } as const;
const COPIES: Metric = {
  key: 'copies',
  title: 'copies a node',
  unit: '1 is the least',
  better: 'lower',
};

const STEADY: readonly Metric[] = [
  { key: 'reach', title: 'reach', ...PERCENT },
  COPIES,
  { key: 'hops', title: 'hops, middle', unit: 'hops', better: 'lower' },
  { key: 'lastHop', title: 'hops, last', unit: 'hops', better: 'lower' },
  { key: 'lastMs', title: 'last has it after', unit: 'ms', better: 'lower' },
  { key: 'frames', title: 'frames a node', unit: 'frames', better: 'lower' },
  { key: 'bytes', title: 'bytes a node', unit: 'B', better: 'lower' },
  { key: 'mostBytes', title: 'of the busiest', unit: 'B', better: 'lower' },
];

const FAILURES: readonly Metric[] = [
  { key: 'part', title: 'hang together at once', ...PERCENT },
  { key: 'early', title: 'reach, first 10 s', ...PERCENT },
  { key: 'worst', title: 'worst message', ...PERCENT },
  { key: 'healed', title: 'all reach all from', unit: 's', better: 'lower' },
  { key: 'healedLast', title: 'in the slowest world', unit: 's', better: 'lower' },
  COPIES,
];

export function overlay({ long }: Volume): Benchmark {
  const sizes = long ? [100, 300, 1_000, 3_000, 10_000] : [100, 300, 1_000, 3_000];
  return {
    name: 'overlay',
    title: 'Scale, in simulation: the full mesh beside HyParView and Plumtree',
    about: ABOUT,
    trials: [
      {
        id: 'steady',
        title: `${NODES} nodes, all stay`,
        metrics: STEADY,
        contenders: [
          steady('mesh'),
          ...(['gossip', 'flood', 'plumtree', 'optimised'] as const).map((name) => steady(name)),
        ],
        rounds: 1,
      },
      failing('silence', 'their cables are pulled', [['gossip', 0.3], ...BOTH_WAYS]),
      failing('reset', 'they are killed', BOTH_WAYS),
      sized(sizes),
    ],
    plots: (results) => [healing(results), weight(results, sizes)],
    remarks,
  };
}

const ABOUT = `A simulation, not the production code: nodes on virtual time with links whose delay is drawn
(log-normal, 40 ms in the middle), the same for the same seed; numbers are the middle of ${SEEDS} worlds.
HyParView and Plumtree as in their papers (${'`bench/overlay`'}), active view 5, passive view 30. A message is a
chat message of 200 bytes as Parley frames it; what Parley says about messages besides (\`have\`) and about
presence is not in it: [scale](performance/scale.md). *Copies* are payloads sent for each node that gets
one. *Reach* after failures is within 5 s; the worst message is that of
somebody who is cut off and does not know.`;

function steady(protocol: ProtocolName): Contender {
  const params: SteadyParams = { protocol, nodes: NODES, seeds: SEEDS };
  const module = new URL('./contenders/steady.ts', import.meta.url);
  return { name: PROTOCOLS[protocol].title, module, params };
}

/** A protocol, and which share of the nodes goes. */
type Case = readonly [protocol: ProtocolName, share: number];

const BOTH_WAYS: readonly Case[] = [
  ['flood', 0.3],
  ['plumtree', 0.3],
  ['plumtree', 0.5],
  ['plumtree', 0.7],
];

function failing(how: Failing, words: string, cases: readonly Case[]): Trial {
  const of = ([protocol, share]: Case): Contender => {
    const params: FailureParams = { protocol, nodes: NODES, seeds: SEEDS, share, how };
    const module = new URL('./contenders/failures.ts', import.meta.url);
    return { name: `${PROTOCOLS[protocol].title}, ${100 * share}% fail`, module, params };
  };
  return {
    id: how,
    title: `${NODES} nodes, many fail at once: ${words}`,
    metrics: FAILURES,
    contenders: [of(['mesh', 0.3]), ...cases.map(of)],
    rounds: 1,
  };
}

function sized(sizes: readonly number[]): Trial {
  const of = (protocol: ProtocolName): Contender => {
    const params: SizesParams = { protocol, sizes };
    const module = new URL('./contenders/sizes.ts', import.meta.url);
    return { name: PROTOCOLS[protocol].title, module, params };
  };
  return {
    id: 'sizes',
    title: 'What the busiest node sends for a message',
    metrics: sizes.map((nodes) => ({
      key: `bytes${nodes}`,
      title: `${nodes} nodes`,
      unit: 'B',
      better: 'lower',
    })),
    contenders: [of('mesh'), of('gossip'), of('flood'), of('plumtree')],
    rounds: 1,
    timeoutS: 300,
  };
}

/** Reach of the message of each second after three tenths, a half and seven tenths have gone silent. */
function healing(results: BenchmarkResult): Plot {
  const samples = results['silence']?.samples ?? {};
  const lines = Object.entries(samples).map(([name, [values = {}]]) => ({
    name: name.replace(' over HyParView', '').replace(', fanout ln n + 4', ''),
    points: Array.from({ length: 40 }, (_, s) => [s, values[`at${s}`] ?? 0] as const),
  }));
  return {
    name: 'overlay-failures',
    kind: 'lines',
    title: `Reach after many of ${NODES} nodes have gone silent`,
    x: { title: 'seconds after' },
    y: { title: 'reach within 5 s, %' },
    lines,
  };
}

function weight(results: BenchmarkResult, sizes: readonly number[]): Plot {
  const protocols = ['mesh', 'gossip', 'flood', 'plumtree'] as const;
  return {
    name: 'overlay-bytes',
    kind: 'lines',
    title: 'Bytes that the busiest node sends for one message',
    x: { title: 'nodes', log: true },
    y: { title: 'bytes', log: true },
    lines: protocols.map((protocol) => ({
      name: PROTOCOLS[protocol].title,
      points: sizes.flatMap((nodes) => {
        const [values] = results['sizes']?.samples[PROTOCOLS[protocol].title] ?? [];
        const bytes = values?.[`bytes${nodes}`];
        return bytes === undefined ? [] : [[nodes, bytes] as const];
      }),
    })),
  };
}

function remarks(results: BenchmarkResult): readonly string[] {
  const [shape] = results['steady']?.samples[PROTOCOLS.plumtree.title] ?? [];
  const [gone] = results['silence']?.samples[`${PROTOCOLS.plumtree.title}, 30% fail`] ?? [];
  if (shape === undefined || gone === undefined) return [];
  const of = (key: string): string => round(shape[key] ?? Number.NaN);
  return [
    `HyParView among ${NODES}: ${of('symmetry')}% of links known to both ends, ${of('full')}% of active views full, ` +
      `${of('part')}% of nodes hang together, ways of ${of('path')} links, clustering ${of('clustering')}; ` +
      `${of('membership')} messages a node and shuffle (10 s).`,
    `Plumtree: the first message comes ${of('firstCopies')} times to each, the others ${of('copies')} times. ` +
      `After 30% have gone silent it takes ${round(gone['grafts'] ?? Number.NaN)} grafts in the 40 s after.`,
  ];
}
