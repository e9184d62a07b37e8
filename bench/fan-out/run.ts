import { type CrewOptions, gather } from '../group/crew.ts';
import { within } from '../group/within.ts';

export type FanOutParams = Pick<CrewOptions, 'carrier' | 'processes'> & {
  readonly receivers: number;
  /** Messages that are counted, and those before them while everything gets warm. */
  readonly messages: number;
  readonly warmUp: number;
};

/** Fails a round that takes so long: something was lost. */
const LIMIT_MS = 60_000;

/**
 * One member says `messages` messages as fast as back-pressure allows, and all others get each of
 * them. The clock runs from the first to the moment at which the last receiver has the last one.
 */
export async function run(params: FanOutParams): Promise<{ rate: number; cpu: number }> {
  const { carrier, processes, receivers, messages, warmUp } = params;
  const crew = await gather({ carrier, processes, size: receivers + 1, dial: 'first' });
  const [sender, ...others] = crew.seats;
  if (sender === undefined) throw new Error('Nobody is here');
  let said = 0;
  /** Everybody has so many more: when the first was said, and when the last came, us. */
  async function say(count: number): Promise<readonly [beganUs: number, endedUs: number]> {
    said += count;
    const reached = others.map((seat) => seat.reach([0], said));
    const all = Promise.all([sender?.flood(count) ?? 0, ...reached]);
    const [beganUs, ...endedUs] = await within(all, LIMIT_MS, `${said} messages`, others);
    return [beganUs, Math.max(...endedUs)];
  }
  await say(warmUp);
  const cpuBefore = await crew.cpuUs();
  const [beganUs, endedUs] = await say(messages);
  const cpuUs = (await crew.cpuUs()) - cpuBefore;
  // One more, behind everything: what came twice has come by now.
  await say(1);
  await crew.close();
  const deliveries = messages * receivers;
  return { rate: (deliveries / (endedUs - beganUs)) * 1e6, cpu: cpuUs / deliveries };
}
