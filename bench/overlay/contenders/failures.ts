import type { Values } from '../../harness/benchmark.ts';
import { quantile } from '../../harness/statistics.ts';
import { graphOf, largestPart } from '../graph.ts';
import { reachOf, spread } from '../measure.ts';
import type { Failing } from '../network.ts';
import { PROTOCOLS, type ProtocolName, worldOf } from '../protocols.ts';
import { middleOf } from './steady.ts';

export type FailureParams = {
  readonly protocol: ProtocolName;
  readonly nodes: number;
  readonly seeds: number;
  /** Of all nodes, at once. */
  readonly share: number;
  readonly how: Failing;
};

const WARM_UP = 3;
/** One message every second, from the moment of the failure on. */
const MESSAGES = 40;
const EVERY_MS = 1_000;
/** Of these, so many come before anybody notices a silence. */
const EARLY = 10;
/** What has not come after so long people would call lost; anti-entropy brings it later. */
const IN_TIME_MS = 5_000;

/** Many die at once, while somebody speaks every second: to whom that comes. */
export async function run(params: FailureParams): Promise<Values> {
  const worlds = Array.from({ length: params.seeds }, (_, seed) => once(params, seed + 1));
  return {
    ...middleOf(worlds),
    worst: Math.min(...worlds.map(({ worst }) => worst ?? 0)),
    healedLast: Math.max(...worlds.map(({ healed }) => healed ?? 0)),
  };
}

function once({ protocol, nodes, share, how }: FailureParams, seed: number): Values {
  const world = worldOf(protocol, nodes, seed);
  world.form();
  spread(world, { count: WARM_UP, everyMs: EVERY_MS });
  world.fail(share, how);
  const together = (): number =>
    PROTOCOLS[protocol].overlay ? 100 * largestPart(graphOf(world)) : 100;
  const part = together();
  const from = world.said.length;
  const found = spread(world, { count: MESSAGES, everyMs: EVERY_MS });
  const { live } = world.network;
  const said = world.said.slice(from);
  const reaches = said.map((message) => 100 * reachOf(message, live, IN_TIME_MS));
  const lastShort = reaches.findLastIndex((reach) => reach < 100);
  return {
    early: quantile(reaches.slice(0, EARLY), 0.5),
    worst: Math.min(...reaches),
    // This message and all after it came to everybody: 1 is the first.
    healed: lastShort + 2,
    part,
    healedPart: together(),
    grafts: found.grafts * MESSAGES,
    copies: found.copies,
    ...Object.fromEntries(reaches.map((reach, second) => [`at${second}`, reach])),
  };
}
