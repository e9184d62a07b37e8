import { type Broadcast, type BroadcastHost, flood, fullMesh, randomGossip } from './broadcast.ts';
import { Plumtree } from './plumtree.ts';
import { World } from './world.ts';

/** c of fanout ln n + c: a message then reaches everybody 98 times in 100, e^(-e^-4). */
const C = 4;

type Protocol = {
  readonly title: string;
  /** Whether it runs over HyParView, or over a list of everybody. */
  readonly overlay: boolean;
  readonly broadcast: (nodes: number) => (host: BroadcastHost) => Broadcast;
};

export const PROTOCOLS = {
  mesh: { title: 'full mesh', overlay: false, broadcast: fullMesh },
  gossip: {
    title: 'random gossip, fanout ln n + 4',
    overlay: false,
    broadcast: (nodes) => randomGossip(nodes, Math.round(Math.log(nodes) + C)),
  },
  flood: { title: 'flood over HyParView', overlay: true, broadcast: () => flood },
  plumtree: {
    title: 'Plumtree over HyParView',
    overlay: true,
    broadcast: () => (host) => new Plumtree(host, { threshold: null, grafts: true }),
  },
  optimised: {
    title: 'Plumtree, branches shortened',
    overlay: true,
    broadcast: () => (host) => new Plumtree(host, { threshold: 3, grafts: true }),
  },
} as const satisfies Readonly<Record<string, Protocol>>;

export type ProtocolName = keyof typeof PROTOCOLS;

export function worldOf(name: ProtocolName, nodes: number, seed: number): World {
  const { overlay, broadcast } = PROTOCOLS[name];
  return new World({ nodes, seed, overlay, broadcast: broadcast(nodes) });
}
