import type { Values } from '../../harness/benchmark.ts';
import { quantile } from '../../harness/statistics.ts';
import { clustering, degrees, graphOf, largestPart, pathLength, symmetry } from '../graph.ts';
import { PAPER, SHUFFLE_MS } from '../hyparview.ts';
import { type Spreading, spread } from '../measure.ts';
import { PROTOCOLS, type ProtocolName, worldOf } from '../protocols.ts';
import type { World } from '../world.ts';

export type SteadyParams = {
  readonly protocol: ProtocolName;
  readonly nodes: number;
  /** Worlds of which the middle is told. */
  readonly seeds: number;
};

/** So many messages until a tree has formed: what comes twice is pruned with the first. */
const WARM_UP = 3;
const MEASURED = 10;
const EVERY_MS = 1_000;

/** All are there and stay: what a message costs, and how it gets about. */
export async function run({ protocol, nodes, seeds }: SteadyParams): Promise<Values> {
  const worlds = Array.from({ length: seeds }, (_, seed) => {
    const world = worldOf(protocol, nodes, seed + 1);
    world.form();
    const shape = PROTOCOLS[protocol].overlay ? shapeOf(world) : {};
    const first = spread(world, { count: 1, everyMs: EVERY_MS });
    spread(world, { count: WARM_UP, everyMs: EVERY_MS });
    const then = spread(world, { count: MEASURED, everyMs: EVERY_MS });
    if (first.twice + then.twice > 0) throw new Error('Somebody was told a message twice');
    return { ...shape, ...inPercent(then), firstCopies: first.copies };
  });
  return middleOf(worlds);
}

function inPercent(found: Spreading): Values {
  return { ...found, reach: 100 * found.reach, worstReach: 100 * found.worstReach };
}

function shapeOf(world: World): Values {
  const graph = graphOf(world);
  const before = membershipSent(world);
  world.time.advance(SHUFFLE_MS);
  return {
    symmetry: 100 * symmetry(graph),
    part: 100 * largestPart(graph),
    full: (100 * (degrees(graph).get(PAPER.active) ?? 0)) / world.nodes,
    path: pathLength(graph, graph.nodes.slice(0, 50)),
    clustering: clustering(graph),
    membership: (membershipSent(world) - before) / world.nodes,
  };
}

/** Nothing else is sent while nobody speaks. */
function membershipSent({ network }: World): number {
  return [...network.sent.values()].reduce((sum, count) => sum + count, 0);
}

/** For each number the middle of what the worlds gave. */
export function middleOf(worlds: readonly Values[]): Values {
  const keys = Object.keys(worlds[0] ?? {});
  const of = (key: string): readonly number[] => worlds.flatMap((values) => values[key] ?? []);
  return Object.fromEntries(keys.map((key) => [key, quantile(of(key), 0.5)]));
}
