import type { World } from './world.ts';

/** Who has links with whom, among those who live. */
export type Graph = {
  readonly nodes: readonly number[];
  readonly neighbours: ReadonlyMap<number, readonly number[]>;
};

export function graphOf({ network, views }: World): Graph {
  const nodes = network.live;
  const isLive = (node: number): boolean => network.isLive(node);
  const of = (node: number): readonly number[] => (views[node]?.active ?? []).filter(isLive);
  return { nodes, neighbours: new Map(nodes.map((node) => [node, of(node)])) };
}

/** Share of links that both ends know of. */
export function symmetry({ nodes, neighbours }: Graph): number {
  let [both, all] = [0, 0];
  for (const node of nodes) {
    for (const peer of neighbours.get(node) ?? []) {
      all += 1;
      if (neighbours.get(peer)?.includes(node)) both += 1;
    }
  }
  return all === 0 ? 1 : both / all;
}

/** Share of all nodes in the largest part that hangs together. */
export function largestPart(graph: Graph): number {
  const seen = new Set<number>();
  let most = 0;
  for (const node of graph.nodes) {
    if (seen.has(node)) continue;
    const part = distances(graph, node);
    for (const each of part.keys()) seen.add(each);
    most = Math.max(most, part.size);
  }
  return most / graph.nodes.length;
}

/** How many links each node has, and how many nodes have so many. */
export function degrees({ nodes, neighbours }: Graph): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const node of nodes) {
    const degree = neighbours.get(node)?.length ?? 0;
    counts.set(degree, (counts.get(degree) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/** Links on the shortest way between two nodes, on average, seen from some of them. */
export function pathLength(graph: Graph, from: readonly number[]): number {
  const ways = from.flatMap((node) => [...distances(graph, node).values()].filter((d) => d > 0));
  return ways.reduce((sum, way) => sum + way, 0) / ways.length;
}

/** Of two neighbours of a node, how often they are neighbours of each other (Watts and Strogatz, 1998). */
export function clustering({ nodes, neighbours }: Graph): number {
  const each = nodes.map((node) => {
    const own = neighbours.get(node) ?? [];
    if (own.length < 2) return 0;
    const pairs = own.flatMap((a) => own.filter((b) => a !== b && neighbours.get(a)?.includes(b)));
    return pairs.length / (own.length * (own.length - 1));
  });
  return each.reduce((sum, one) => sum + one, 0) / nodes.length;
}

function distances({ neighbours }: Graph, from: number): ReadonlyMap<number, number> {
  const found = new Map([[from, 0]]);
  const queue = [from];
  for (const node of queue) {
    for (const peer of neighbours.get(node) ?? []) {
      if (found.has(peer)) continue;
      found.set(peer, (found.get(node) ?? 0) + 1);
      queue.push(peer);
    }
  }
  return found;
}
