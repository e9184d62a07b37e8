import { type Entrant, FLOOR, LIMIT, LINKS, SHIPPED, WHOLE } from '../group/carriers.ts';
import type { Benchmark, BenchmarkResult, Plot, Reach, Volume } from '../harness/benchmark.ts';
import { samplesOf, spreadOf } from '../harness/statistics.ts';
import { GOSSIPSUB, MOSQUITTO, RIVALS } from '../rivals/entrants.ts';
import type { FanOutParams } from './contenders/flood.ts';

const FLOOD = new URL('contenders/flood.ts', import.meta.url);

/** In this order in the tables; the floor first. */
const MAIN: readonly Entrant[] = [FLOOR, LIMIT, LINKS, WHOLE];
const ALL: readonly Entrant[] = [...MAIN, SHIPPED, ...RIVALS];

/** How much longer the long form is, and its rounds. */
const LONG = 5;
/** Before the clock starts: a part of what is measured. */
const WARM_UP = 0.2;
const LIMIT_MS = 60_000;

/**
 * The one that counts with everybody. 32 processes on two cores take long to start, and measure the
 * scheduler too: once.
 */
const TRIALS = [
  { id: 'one-1', receivers: 1, processes: false, entrants: MAIN, rounds: 2 },
  { id: 'one-7', receivers: 7, processes: false, entrants: ALL, rounds: 3 },
  { id: 'one-31', receivers: 31, processes: false, entrants: MAIN, rounds: 2 },
  { id: 'each-1', receivers: 1, processes: true, entrants: MAIN, rounds: 2 },
  { id: 'each-7', receivers: 7, processes: true, entrants: [...MAIN, ...RIVALS], rounds: 3 },
  { id: 'each-31', receivers: 31, processes: true, entrants: MAIN, rounds: 1 },
] as const;

const REACH: readonly Reach[] = [
  {
    ...{ contender: LINKS.name, metric: 'rate', against: FLOOR.name, atLeast: 5 },
    what: 'link layer at least 5 times the floor',
  },
  {
    ...{ contender: WHOLE.name, metric: 'rate', against: FLOOR.name, atLeast: 0.5 },
    what: 'whole path at least half the floor',
  },
  {
    ...{ contender: LINKS.name, metric: 'rate', against: MOSQUITTO.name, atLeast: 5 },
    what: 'link layer at least 5 times mosquitto + mqtt.js',
  },
  {
    ...{ contender: LINKS.name, metric: 'rate', against: GOSSIPSUB.name, atLeast: 50 },
    what: 'link layer at least 50 times js-libp2p gossipsub',
  },
];

export function fanOut({ long }: Volume): Benchmark {
  return {
    name: 'fan-out',
    title: 'Fan-out: one speaks, all others hear',
    about: ABOUT,
    trials: TRIALS.map(({ id, receivers, processes, entrants, rounds }) => {
      const [floor, ...others] = entrants.map((entrant) => ({
        name: entrant.name,
        module: FLOOD,
        params: paramsOf(entrant, receivers, processes, long ? LONG : 1),
        skip: entrant.skip ?? null,
      }));
      return {
        id,
        title: `1 to ${receivers}, ${processes ? 'a process for each' : 'all in one process'}`,
        metrics: [
          { key: 'rate', title: 'delivered', unit: 'a second', better: 'higher' },
          { key: 'cpu', title: 'CPU a delivery', unit: 'us', better: 'lower' },
        ],
        rounds: long ? LONG : rounds,
        contenders: [floor as NonNullable<typeof floor>, ...others], // as many as entrants
        ...(id === 'one-7' ? { reach: REACH } : {}),
      };
    }),
    plots: (results) => [plotOf(results)],
  };
}

const ABOUT = `One member says texts of 200 bytes as fast as back-pressure allows, 256 in a turn of the loop; the clock
runs from the first to the moment at which the last of the others has the last one. *Link layer* is what carries
Parley's messages, over TCP and a Noise handshake, with opaque contents. *Whole path* is a chat peer at each end:
signed, stored with full sync at both ends, verified, deduplicated, ordered and told; its peers are a full mesh. *As
shipped* is the same under the bound that holds whoever floods to 2,000 messages a second on each link. All count what
comes and check that it is all there, once and in order. With a process for each and 31 receivers few cores measure
their scheduler as well. The rivals are what others have made; [rivals](performance/rivals.md) says how each is
set up, and what the comparison does not say.`;

function paramsOf(
  { module, work }: Entrant,
  receivers: number,
  processes: boolean,
  factor: number,
): FanOutParams {
  const messages = Math.ceil((factor * (processes ? work.each : work.one)) / (receivers + 1));
  const warmUp = Math.ceil(messages * WARM_UP);
  return { carrier: module.href, receivers, processes, messages, warmUp, limitMs: LIMIT_MS };
}

function plotOf(results: BenchmarkResult): Plot {
  const result = results['one-7'] ?? { samples: {}, skipped: {} };
  const bars = ALL.flatMap(({ name }) => {
    const rates = samplesOf(result, name, 'rate');
    if (rates === null) return [];
    const { median, low, high } = spreadOf(rates);
    return [{ name, value: median, range: [low, high] as const }];
  });
  const title = '1 to 7 in one process: deliveries a second';
  return { name: 'fan-out', title, kind: 'bars', y: { title: 'a second', log: true }, bars };
}
