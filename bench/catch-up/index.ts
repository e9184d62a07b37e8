import type { Benchmark, Metric, Reach, Volume } from '../harness/benchmark.ts';
import type { CatchUpParams } from './contenders/newcomer.ts';

const FLOOR = { name: 'raw: same text', module: new URL('contenders/raw.ts', import.meta.url) };
const PARLEY = { name: 'Parley', module: new URL('contenders/newcomer.ts', import.meta.url) };

const METRICS: readonly Metric[] = [
  { key: 'seconds', title: 'all stored after', unit: 's', better: 'lower' },
  { key: 'cpu', title: 'CPU a message', unit: 'us', better: 'lower' },
  { key: 'rss', title: 'memory above rest', unit: 'MB', better: 'lower' },
  { key: 'heap', title: 'heap above rest', unit: 'MB', better: 'lower' },
  { key: 'bytes', title: 'bytes a byte of text', unit: '', better: 'lower' },
];

const SIZES = [10_000, 100_000];
const LONG_SIZES = [...SIZES, 1_000_000];

const REACH: readonly Reach[] = [
  {
    ...{ contender: PARLEY.name, metric: 'seconds', against: null, atMost: 3 },
    what: '100,000 messages verified and durably stored in 3 s',
  },
  {
    ...{ contender: PARLEY.name, metric: 'rss', against: null, atMost: 100 },
    what: 'memory during it under 100 MB above rest',
  },
];

export function catchUp({ long }: Volume): Benchmark {
  return {
    name: 'catch-up',
    title: 'Catch-up: a newcomer gets all that was said',
    about: ABOUT,
    trials: (long ? LONG_SIZES : SIZES).map((messages) => {
      const params: CatchUpParams = { messages };
      return {
        id: String(messages),
        title: `${messages.toLocaleString('en')} messages`,
        metrics: METRICS,
        contenders: [
          { ...FLOOR, params },
          { ...PARLEY, params },
        ],
        ...(messages === 100_000 ? { reach: REACH } : {}),
      };
    }),
  };
}

const ABOUT = `One process holds texts of 200 bytes by eight people who are gone; a peer with an empty history, in a
process of its own, joins by its address. The clock runs from the dialling until every log is verified and stored with
full sync to its end, and its last hash is the one that was signed. Memory is that of the newcomer: the most that
it was while this went on, looked at every 50 ms, less what it was just before. Bytes are counted on the newcomer's
sockets, both ways. The *floor* sends as many bytes of text over \`node:net\`, 256 KB a write, to somebody who writes them to a
file and flushes it every 256 KB.`;
