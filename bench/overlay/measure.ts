import { quantile } from '../harness/statistics.ts';
import type { GossipMessage } from './plumtree.ts';
import { MESSAGE } from './sizes.ts';
import type { Said, World } from './world.ts';

/** What some messages have cost and where they came; of several messages the middle or the mean. */
export type Spreading = {
  /** Share of those who live to whom they came, mean and worst. */
  readonly reach: number;
  readonly worstReach: number;
  /** Payloads sent for each node that got one: 1 is the least, RMR of the paper is this less 1. */
  readonly copies: number;
  /** Hops to the middle node, and to the last (LDH of the paper), middle of the messages; ever. */
  readonly hops: number;
  readonly lastHop: number;
  readonly mostHops: number;
  /** ms until the last node has it, middle of the messages. */
  readonly lastMs: number;
  /** Messages of all four kinds, and bytes of them, that a node sends for each message. */
  readonly frames: number;
  readonly bytes: number;
  /** Bytes that the node with most of them sends for a message, middle of the messages. */
  readonly mostBytes: number;
  readonly grafts: number;
  /** How often an application was handed what it had: 0, or the protocol is wrong. */
  readonly twice: number;
};

/** Says `count` messages, one every `everyMs`, waits for the last one, and tells what became of them. */
export function spread(
  world: World,
  { count, everyMs }: { readonly count: number; readonly everyMs: number },
): Spreading {
  const before = new Map(world.network.sent);
  const busiest: number[] = [];
  const said = Array.from({ length: count }, () => {
    world.bytesOf.fill(0);
    const message = world.say();
    world.time.advance(everyMs);
    busiest.push(world.bytesOf.reduce((most, bytes) => Math.max(most, bytes), 0));
    return message;
  });
  world.time.advance(SETTLED_MS);
  const sent = (kind: GossipMessage['t']): number =>
    (world.network.sent.get(kind) ?? 0) - (before.get(kind) ?? 0);
  const { live } = world.network;
  const each = live.length * count;
  const kinds = ['gossip', 'ihave', 'graft', 'prune'] as const;
  const reaches = said.map((message) => reachOf(message, live));
  const middle = (of: (message: Said) => number): number => quantile(said.map(of), 0.5);
  const total = (of: (kind: GossipMessage['t']) => number): number =>
    kinds.reduce((sum, kind) => sum + of(kind), 0);
  return {
    reach: reaches.reduce((sum, one) => sum + one, 0) / count,
    worstReach: Math.min(...reaches),
    copies: middle(({ payloads, delays }) => payloads / (arrived(delays).length - 1)),
    hops: middle((message) => quantile(hopsOf(message), 0.5)),
    lastHop: middle((message) => Math.max(...hopsOf(message))),
    mostHops: Math.max(...said.map((message) => Math.max(...hopsOf(message)))),
    lastMs: middle(({ delays }) => Math.max(...arrived(delays))),
    frames: total(sent) / each,
    bytes: total((kind) => sent(kind) * MESSAGE[kind]) / each,
    mostBytes: quantile(busiest, 0.5),
    grafts: sent('graft') / count,
    twice: said.reduce((sum, { twice }) => sum + twice, 0),
  };
}

/** Longer than anything in the protocols waits but for a silence: what has not come by now is lost. */
const SETTLED_MS = 10_000;

/** The share of these nodes to which a message came, within so many ms of its being said. */
export function reachOf({ delays }: Said, nodes: readonly number[], withinMs = Infinity): number {
  const reached = nodes.filter((node) => (delays[node] ?? Number.NaN) <= withinMs);
  return reached.length / nodes.length;
}

function arrived(delays: Float64Array): readonly number[] {
  return [...delays].filter((delay) => !Number.isNaN(delay));
}

function hopsOf({ delays, hops }: Said): readonly number[] {
  return [...hops].filter((_, node) => !Number.isNaN(delays[node]));
}
