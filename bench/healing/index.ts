import type { Benchmark, Volume } from '../harness/benchmark.ts';
import type { HealingParams } from './contenders/halves.ts';

const HALF = 4;
const SIZES = [5_000];
const LONG_SIZES = [...SIZES, 50_000];

export function healing({ long }: Volume): Benchmark {
  return {
    name: 'healing',
    title: 'Healing: two halves become one group',
    about: ABOUT,
    trials: (long ? LONG_SIZES : SIZES).map((messages) => {
      const params: HealingParams = { half: HALF, messages };
      return {
        id: String(messages),
        title: `${HALF} and ${HALF} peers, ${messages.toLocaleString('en')} new messages in each half`,
        metrics: [
          { key: 'seconds', title: 'all hold all after', unit: 's', better: 'lower' },
          { key: 'cpu', title: 'CPU a delivery', unit: 'us', better: 'lower' },
          { key: 'bytes', title: 'bytes a byte of text', unit: '', better: 'lower' },
        ],
        contenders: [
          {
            name: 'raw: same text',
            module: new URL('contenders/raw.ts', import.meta.url),
            params,
          },
          { name: 'Parley', module: new URL('contenders/halves.ts', import.meta.url), params },
        ],
      };
    }),
  };
}

const ABOUT = `Two full meshes, all in one process, each with texts of 200 bytes that the other has never heard of. One
member of the one dials one of the other; the others hear of each other by that. The clock runs until all eight hold all
of it, verified and stored with full sync. A delivery is a message that comes to a peer which had it not: everybody gets
the other half once. The *floor* sends as much text to each of them over a connection of its own, into a file that is
flushed every 256 KB.`;
