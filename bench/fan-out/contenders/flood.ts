import { type CrewOptions, gather } from '../../group/crew.ts';
import type { Seat } from '../../group/seat.ts';
import { within } from '../../group/within.ts';

export type FanOutParams = Pick<CrewOptions, 'carrier' | 'processes'> & {
  readonly receivers: number;
  /** Messages that are counted, and those before them while everything gets warm. */
  readonly messages: number;
  readonly warmUp: number;
  /** Fails a round of which one part takes so long: something was lost. */
  readonly limitMs: number;
};

/**
 * One member says `messages` messages as fast as back-pressure allows, and all others get each of
 * them. The clock runs from the first to the moment at which the last receiver has the last one.
 */
export async function run(params: FanOutParams): Promise<{ rate: number; cpu: number }> {
  const { carrier, processes, receivers, messages, warmUp, limitMs } = params;
  const crew = await gather({ carrier, processes, size: receivers + 1, dial: 'first' });
  const [sender, ...others] = crew.seats as [Seat, ...Seat[]]; // at least the sender
  let said = 0;
  /** Everybody has so many more: when the first was said, and when the last came, us. */
  async function say(count: number): Promise<readonly [beganUs: number, endedUs: number]> {
    said += count;
    const reached = others.map((seat) => seat.reach([0], said));
    const all = Promise.all([sender.flood(count), ...reached]);
    const [beganUs, ...endedUs] = await within(all, limitMs, `${said} messages`, others);
    return [beganUs, Math.max(...endedUs)];
  }
  try {
    await say(warmUp);
    const cpuBefore = await crew.cpuUs();
    const [beganUs, endedUs] = await say(messages);
    const cpuUs = (await crew.cpuUs()) - cpuBefore;
    // One more, behind everything: what came twice has come by now.
    await say(1);
    const deliveries = messages * receivers;
    return { rate: (deliveries / (endedUs - beganUs)) * 1e6, cpu: cpuUs / deliveries };
  } finally {
    await crew.close();
  }
}
