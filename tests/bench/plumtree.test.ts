import { expect, test } from 'vitest';
import { Draw } from '../../bench/overlay/draw.ts';
import { type GossipMessage, Plumtree } from '../../bench/overlay/plumtree.ts';

const [SELF, ANA, BEN, CLEO] = [0, 1, 2, 3] as const;

/** One node with three neighbours, what it sends and delivers, and its timers by hand. */
function node(threshold: number | null = null) {
  const sent: [to: number, message: GossipMessage][] = [];
  const delivered: number[] = [];
  const timers = new Set<() => void>();
  const tree = new Plumtree(
    {
      self: SELF,
      draw: new Draw(1),
      send: (to, message) => sent.push([to, message]),
      after: (_, run) => {
        timers.add(run);
        return () => timers.delete(run);
      },
      deliver: (id) => delivered.push(id),
    },
    { threshold, grafts: true },
  );
  for (const peer of [ANA, BEN, CLEO]) tree.up(peer);
  const gossip = (from: number, id: number, round = 1): void =>
    tree.receive(from, { t: 'gossip', id, round });
  const ihave = (from: number, id: number, round = 1): void =>
    tree.receive(from, { t: 'ihave', id, round });
  const elapse = (): void => {
    const due = [...timers];
    timers.clear();
    for (const run of due) run();
  };
  const taken = (): unknown => sent.splice(0);
  return { tree, delivered, timers, gossip, ihave, elapse, taken };
}

test('a payload goes on to all but where it came from, and the second one prunes its branch', () => {
  const { gossip, taken, delivered } = node();
  gossip(ANA, 7);
  expect(taken()).toEqual([
    [BEN, { t: 'gossip', id: 7, round: 2 }],
    [CLEO, { t: 'gossip', id: 7, round: 2 }],
  ]);
  gossip(BEN, 7);
  expect(taken()).toEqual([[BEN, { t: 'prune' }]]);
  gossip(ANA, 8);
  expect(taken()).toEqual([
    [CLEO, { t: 'gossip', id: 8, round: 2 }],
    [BEN, { t: 'ihave', id: 8, round: 2 }],
  ]);
  expect(delivered).toEqual([7, 8]);
});

test('whoever prunes is only told what there is, until they graft: then they get it, and the next', () => {
  const { tree, taken } = node();
  tree.receive(ANA, { t: 'prune' });
  tree.broadcast(7);
  expect(taken()).toContainEqual([ANA, { t: 'ihave', id: 7, round: 1 }]);
  tree.receive(ANA, { t: 'graft', id: 7, round: 1 });
  expect(taken()).toEqual([[ANA, { t: 'gossip', id: 7, round: 1 }]]);
  tree.broadcast(8);
  expect(taken()).toContainEqual([ANA, { t: 'gossip', id: 8, round: 1 }]);
});

test('what is announced and does not come is grafted from one after the other who announced it', () => {
  const { tree, ihave, gossip, elapse, taken, timers, delivered } = node();
  tree.receive(ANA, { t: 'prune' });
  ihave(ANA, 7, 4);
  ihave(BEN, 7, 5);
  expect(taken()).toEqual([]);
  elapse();
  expect(taken()).toEqual([[ANA, { t: 'graft', id: 7, round: 4 }]]);
  expect(tree.eager.has(ANA)).toBe(true);
  elapse();
  expect(taken()).toEqual([[BEN, { t: 'graft', id: 7, round: 5 }]]);
  gossip(BEN, 7);
  expect(delivered).toEqual([7]);
  expect(timers.size).toBe(0);
});

test('what has come is not asked for, and nobody is who is no neighbour any more', () => {
  const { tree, ihave, gossip, elapse, taken, timers } = node();
  gossip(BEN, 7);
  ihave(ANA, 7);
  ihave(ANA, 8);
  gossip(BEN, 8);
  taken();
  expect(timers.size).toBe(0);
  ihave(ANA, 9);
  tree.down(ANA);
  elapse();
  expect(taken()).toEqual([]);
});

test('a branch gives way to a link that announced the message so many hops earlier', () => {
  const { tree, ihave, gossip, taken } = node(3);
  tree.receive(ANA, { t: 'prune' });
  ihave(ANA, 7, 2);
  gossip(BEN, 7, 4);
  expect(tree.lazy.has(ANA)).toBe(true);
  ihave(ANA, 8, 2);
  taken();
  gossip(BEN, 8, 5);
  expect(taken()).toEqual(
    expect.arrayContaining([
      [ANA, { t: 'graft', id: null, round: 0 }],
      [BEN, { t: 'prune' }],
    ]),
  );
  expect([tree.eager.has(ANA), tree.lazy.has(BEN)]).toEqual([true, true]);
});
