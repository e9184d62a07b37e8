import { type Entrant, LINKS } from '../group/carriers.ts';
import type { CrewOptions } from '../group/crew.ts';
import type { Benchmark, BenchmarkResult, Plot, Reach, Trial } from '../harness/benchmark.ts';
import { samplesOf, spreadOf } from '../harness/statistics.ts';
import { GOSSIPSUB } from '../rivals/entrants.ts';

const FORM = new URL('contenders/form.ts', import.meta.url);

type Forming = Pick<Entrant, 'name' | 'module' | 'skip'> &
  Pick<CrewOptions, 'dial'> & {
    /** More are not asked of it in every round: it would take minutes. */
    readonly most?: number;
  };

const FLOOR: Forming = {
  name: 'raw, a hello each way',
  module: new URL('contenders/raw-mesh.ts', import.meta.url),
  dial: 'all',
};
const LAYER: Forming = { name: LINKS.name, module: LINKS.module, dial: 'all' };
const PEERS: Forming = {
  name: 'Parley, chat peers',
  module: new URL('contenders/peers.ts', import.meta.url),
  ...{ dial: 'first', most: 32 },
};
const RIVAL: Forming = { ...GOSSIPSUB, dial: 'all', most: 8 };

/** In this order in the tables; the floor first. */
const ALL: readonly Forming[] = [FLOOR, LAYER, PEERS, RIVAL];

const SIZES: readonly number[] = [8, 32, 64];
const LARGEST = Math.max(...SIZES);
/** The trial of as many chat peers, in one round. */
const ONCE = `once-${LARGEST}`;
/** What they may take on a busy machine. */
const TIMEOUT_S = 240;

/** Of ours, in the largest group. */
function reachOf({ name }: Forming, size: number): readonly Reach[] {
  return [
    {
      ...{ contender: name, metric: 'seconds', against: FLOOR.name, atMost: 10 },
      what: `${name}: ${size} linked within 10 times the raw floor`,
    },
    {
      ...{ contender: name, metric: 'memory', against: null, atMost: 20 },
      what: `${name}: under 20 KB a link end with ${size}`,
    },
  ];
}

export function forming(): Benchmark {
  return {
    name: 'forming',
    title: 'Forming: from nobody to all linked with all',
    about: ABOUT,
    trials: [
      ...SIZES.map((size) => {
        const asked = ALL.filter(({ most }) => size <= (most ?? LARGEST));
        return trialOf(`peers-${size}`, `${size} peers in one process`, size, asked);
      }),
      {
        ...trialOf(ONCE, `${LARGEST} chat peers in one process`, LARGEST, [FLOOR, PEERS]),
        rounds: 1,
      },
    ],
    plots: (results) => [plotOf(results)],
  };
}

function trialOf(id: string, title: string, size: number, asked: readonly Forming[]): Trial {
  const [floor, ...others] = asked.map(({ name, module, dial, skip }) => ({
    ...{ name, module: FORM, params: { carrier: module.href, size, dial } },
    skip: skip ?? null,
  }));
  const ours = size === LARGEST ? asked.filter((each) => each !== FLOOR) : [];
  return {
    id,
    title: `${title}, ${(size * (size - 1)) / 2} links`,
    metrics: [
      { key: 'seconds', title: 'until linked', unit: 's', better: 'lower' },
      { key: 'cpu', title: 'CPU a link', unit: 'ms', better: 'lower' },
      { key: 'memory', title: 'memory a link end', unit: 'KB', better: 'lower' },
      { key: 'writes', title: 'writes a link end', unit: '', better: 'lower' },
      { key: 'bytes', title: 'said a link end', unit: 'bytes', better: 'lower' },
    ],
    contenders: [floor as NonNullable<typeof floor>, ...others], // as many as are asked
    reach: ours.flatMap((of) => reachOf(of, size)),
    timeoutS: TIMEOUT_S,
  };
}

const ABOUT = `Peers start one after the other, each as soon as the one before has come in, and the clock runs until every
one is linked with every other. On the floor and at the link layer each dials those who are there already; *chat peers*
join through the first one and find the rest by themselves, with their histories in memory. On the floor a link is a
\`node:net\` connection on which both ends have said hello in 36 bytes. Memory is what JavaScript holds, heap and
buffers, after all garbage is gone, above what it held before, by link ends: everything that a peer keeps is in it. What
is said is counted at the sockets until nobody says anything for 250 ms, so that it includes what peers tell each other
of each other once they are linked.`;

function plotOf(results: BenchmarkResult): Plot {
  const lines = ALL.map(({ name }) => ({
    name,
    points: SIZES.flatMap((size) => {
      const id = name === PEERS.name && size === LARGEST ? ONCE : `peers-${size}`;
      const seconds = samplesOf(results[id] ?? NOTHING, name, 'seconds');
      return seconds === null ? [] : [[size, spreadOf(seconds).median] as const];
    }),
  }));
  return {
    ...{ name: 'forming', title: 'Until all are linked with all', kind: 'lines' },
    x: { title: 'peers', log: true },
    y: { title: 's', log: true },
    lines: lines.filter(({ points }) => points.length > 0),
  };
}

const NOTHING = { samples: {}, skipped: {} };
