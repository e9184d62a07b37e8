import { expect, test } from 'vitest';
import { degrees, graphOf, largestPart, symmetry } from '../../bench/overlay/graph.ts';
import { PAPER } from '../../bench/overlay/hyparview.ts';
import { reachOf, type Spreading, spread } from '../../bench/overlay/measure.ts';
import { Plumtree } from '../../bench/overlay/plumtree.ts';
import { type ProtocolName, worldOf } from '../../bench/overlay/protocols.ts';
import { World } from '../../bench/overlay/world.ts';

const NODES = 200;
/** Longer than a silence takes to be noticed, and a vain dial and a shuffle after it. */
const HEALED_MS = 60_000;

function formed(name: ProtocolName, seed = 1): World {
  const world = worldOf(name, NODES, seed);
  world.form();
  return world;
}

function say(world: World, count = 10): Spreading {
  return spread(world, { count, everyMs: 1_000 });
}

function isSound({ views, network }: World): boolean {
  return network.live.every((node) => {
    const { active = [], passive = [] } = views[node] ?? {};
    const all = [...active, ...passive, node];
    const bounded = active.length <= PAPER.active && passive.length <= PAPER.passive;
    return bounded && active.length > 0 && new Set(all).size === all.length;
  });
}

test.each([1, 2, 3])('views stay bounded, symmetric and hang together, world %i', (seed) => {
  const world = formed('plumtree', seed);
  const graph = graphOf(world);
  expect(isSound(world)).toBe(true);
  expect(symmetry(graph)).toBe(1);
  expect(largestPart(graph)).toBe(1);
  expect(degrees(graph).get(PAPER.active)).toBeGreaterThan(0.9 * NODES);
});

test.each(['reset', 'silence'] as const)('views heal after half of the nodes fail by %s', (how) => {
  const world = formed('plumtree');
  const dead = new Set(world.fail(0.5, how));
  world.time.advance(HEALED_MS);
  expect(isSound(world)).toBe(true);
  expect(symmetry(graphOf(world))).toBe(1);
  expect(largestPart(graphOf(world))).toBe(1);
  const held = world.network.live.flatMap((node) => world.views[node]?.active ?? []);
  expect(held.filter((node) => dead.has(node))).toEqual([]);
});

test('Plumtree brings every message to everybody once, and sends it once to each once a tree has formed', () => {
  const world = formed('plumtree');
  const first = say(world, 1);
  const then = say(world);
  expect(first.copies).toBeGreaterThan(3);
  expect(then).toMatchObject({ reach: 1, copies: 1, grafts: 0, twice: 0 });
});

test('without failures nobody is left out, whichever way messages take', () => {
  const names = ['mesh', 'flood', 'plumtree', 'optimised'] as const;
  const found = names.map((name) => say(formed(name)));
  expect(found.map(({ reach, twice }) => [reach, twice])).toEqual(names.map(() => [1, 0]));
});

test('a mesh takes one hop and one copy, a flood a copy for each link but one, gossip its fanout', () => {
  expect(say(formed('mesh'))).toMatchObject({ lastHop: 1, copies: 1, frames: 199 / 200 });
  expect(say(formed('flood')).copies).toBeCloseTo(PAPER.active - 1, 1);
  expect(say(formed('gossip')).copies).toBeCloseTo(Math.round(Math.log(NODES) + 4), 0);
});

test('after three tenths have gone silent grafts keep the messages coming; without them branches are lost', () => {
  const reach = (grafts: boolean): number => {
    const broadcast = (host: ConstructorParameters<typeof Plumtree>[0]): Plumtree =>
      new Plumtree(host, { threshold: null, grafts });
    const world = new World({ nodes: NODES, seed: 1, overlay: true, broadcast });
    world.form();
    say(world);
    world.fail(0.3, 'silence');
    // Before anybody has noticed: only the tree and what is announced beside it.
    const said = Array.from({ length: 5 }, () => {
      const message = world.say();
      world.time.advance(1_000);
      return message;
    });
    world.time.advance(4_000);
    const reaches = said.map((message) => reachOf(message, world.network.live));
    return reaches.reduce((sum, one) => sum + one, 0) / reaches.length;
  };
  expect(reach(true)).toBeGreaterThan(0.98);
  expect(reach(false)).toBeLessThan(0.6);
});

test.each([0.3, 0.5, 0.7])('after a share of %d has gone silent all reach all again', (share) => {
  const world = formed('plumtree');
  say(world);
  world.fail(share, 'silence');
  world.time.advance(HEALED_MS);
  say(world, 3);
  const then = say(world);
  expect(then).toMatchObject({ reach: 1, worstReach: 1, twice: 0 });
  // Branches that were grafted in the meantime have been pruned again.
  expect(then.copies).toBeLessThan(1.005);
});

test('whoever loses a link that is reset has another within two seconds, before the next shuffle', () => {
  const world = formed('plumtree');
  world.fail(0.3, 'reset');
  const full = (): number => (degrees(graphOf(world)).get(PAPER.active) ?? 0) / (0.7 * NODES);
  expect(full()).toBeLessThan(0.3);
  world.time.advance(2_000);
  expect(full()).toBeGreaterThan(0.9);
});

test('the same seed gives the same world, another one another', () => {
  const counts = (seed: number): unknown => {
    const world = formed('plumtree', seed);
    say(world);
    return [...world.network.sent];
  };
  expect(counts(1)).toEqual(counts(1));
  expect(counts(1)).not.toEqual(counts(2));
});
