import { gather } from '../../group/crew.ts';
import { nowUs } from '../../group/message.ts';
import { within } from '../../group/within.ts';
import { quantile } from '../../harness/statistics.ts';

export type ChatterParams = {
  /** Address of the module of its carrier. */
  readonly carrier: string;
  readonly peers: number;
  /** Each says one message in each of so many stretches of `everyMs`. */
  readonly messages: number;
  readonly everyMs: number;
};

type Delays = { p50: number; p90: number; p99: number; cpu: number };

/** Five seconds of talk before anything is timed, while the first of the code is compiled. */
const WARM_UP = 50;
/** How much longer than the talk itself the last message may take. */
const GRACE_MS = 15_000;

/**
 * Every member, in a process of its own, says something now and then, and all others get it. Delays in
 * ms, from the moment at which it was said to that at which it was shown; CPU of all as a share of one
 * core, in percent.
 */
export async function run(params: ChatterParams): Promise<Delays> {
  const { carrier, peers, messages, everyMs } = params;
  const crew = await gather({ carrier, size: peers, processes: true, dial: 'all' });
  const { seats } = crew;
  const everybody = seats.map((_, index) => index);
  let said = 0;
  async function talk(count: number): Promise<void> {
    said += count;
    const reached = seats.map((seat, index) =>
      seat.reach(
        everybody.filter((author) => author !== index),
        said,
      ),
    );
    const all = Promise.all([...reached, ...seats.map((seat) => seat.chat(count, everyMs))]);
    await within(all, count * everyMs + GRACE_MS, `${said} messages of each`, seats);
  }
  try {
    await talk(WARM_UP);
    await Promise.all(seats.map((seat) => seat.time()));
    const [cpuBefore, beganUs] = [await crew.cpuUs(), nowUs()];
    await talk(messages);
    const cpu = (100 * ((await crew.cpuUs()) - cpuBefore)) / (nowUs() - beganUs);
    const delays = (await Promise.all(seats.map((seat) => seat.delaysUs()))).flat();
    const ms = (share: number): number => quantile(delays, share) / 1_000;
    return { p50: ms(0.5), p90: ms(0.9), p99: ms(0.99), cpu };
  } finally {
    await crew.close();
  }
}
