import { type Entrant, FLOOR, IN_MEMORY, LINKS, WHOLE } from '../group/carriers.ts';
import type { Benchmark, Reach, Volume } from '../harness/benchmark.ts';
import { RIVALS } from '../rivals/entrants.ts';
import type { ChatterParams } from './contenders/talk.ts';

const TALK = new URL('contenders/talk.ts', import.meta.url);

/** In this order in the table; the floor first. */
const ENTRANTS: readonly [Entrant, ...Entrant[]] = [FLOOR, LINKS, WHOLE, IN_MEMORY, ...RIVALS];

const PEERS = 8;
/** Ten messages a second each. */
const EVERY_MS = 100;
/** Five seconds of talk, 2,800 delays a round; or a minute. */
const MESSAGES = 50;
const LONG_MESSAGES = 600;

export function chatter({ long }: Volume): Benchmark {
  const messages = long ? LONG_MESSAGES : MESSAGES;
  const [floor, ...others] = ENTRANTS.map(({ name, module, skip }) => ({
    name,
    module: TALK,
    params: {
      ...{ carrier: module.href, peers: PEERS, messages, everyMs: EVERY_MS },
    } satisfies ChatterParams,
    skip: skip ?? null,
  }));
  return {
    name: 'chatter',
    title: 'Chatter: everybody speaks now and then',
    about: ABOUT,
    trials: [
      {
        id: 'eight',
        title: `${PEERS} peers, ${1_000 / EVERY_MS} messages a second each, a process for each`,
        metrics: [
          { key: 'p50', title: 'delay p50', unit: 'ms', better: 'lower' },
          { key: 'p90', title: 'delay p90', unit: 'ms', better: 'lower' },
          { key: 'p99', title: 'delay p99', unit: 'ms', better: 'lower' },
          { key: 'cpu', title: 'CPU of all', unit: '% of a core', better: 'lower' },
        ],
        contenders: [floor as NonNullable<typeof floor>, ...others], // as many as entrants
        reach: REACH,
      },
    ],
  };
}

const ABOUT = `Each of 8 processes says 10 texts of 200 bytes a second, not in step. The delay runs from the moment at
which one is said to that at which another process hears of it, on one clock: CLOCK_MONOTONIC, which on Linux all
processes share. For the whole path that is from \`send\` to the event that shows it, with full sync at both ends before
it; on a machine with one disk all 8 stores wait for the same one, and the line below it shows what is left without.
CPU is that of all processes together.`;

const REACH: readonly Reach[] = [
  {
    ...{ contender: LINKS.name, metric: 'p50', against: FLOOR.name, atMost: 1.5 },
    what: 'link layer: p50 within 1.5 times the floor',
  },
  {
    ...{ contender: LINKS.name, metric: 'p99', against: FLOOR.name, atMost: 1.5 },
    what: 'link layer: p99 within 1.5 times the floor',
  },
  {
    ...{ contender: WHOLE.name, metric: 'p50', against: FLOOR.name, by: 'difference', atMost: 5 },
    what: 'whole path: p50 within 5 ms of the floor',
  },
  {
    ...{ contender: WHOLE.name, metric: 'p99', against: FLOOR.name, by: 'difference', atMost: 5 },
    what: 'whole path: p99 within 5 ms of the floor',
  },
];
