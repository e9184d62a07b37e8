import { expect, test } from 'vitest';
import type { ChatFact, PeerRef } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { Splits } from '../../src/peer/splits.ts';
import { ManualClock } from '../support/manual-clock.ts';

function person(n: number): PeerRef {
  return { id: n.toString(16).padStart(64, '0') as PeerId, name: `Person ${n}` };
}

function watching(): { clock: ManualClock; splits: Splits; told: ChatFact[] } {
  const clock = new ManualClock();
  const told: ChatFact[] = [];
  const tell = (fact: ChatFact): void => void told.push(fact);
  const splits = new Splits({ clock, self: person(0).id, roster: () => [], tell });
  return { clock, splits, told };
}

test('of more splits than can be kept in mind the oldest is forgotten, and the others heal', async () => {
  const { clock, splits, told } = watching();
  for (let n = 0; n < 17; n++) {
    for (const each of [2 * n + 1, 2 * n + 2])
      splits.saw({ type: 'peer-lost', peer: person(each) });
    await clock.advance(21_000);
  }
  expect(told.filter(({ type }) => type === 'split')).toHaveLength(17);
  for (const n of [1, 3]) splits.saw({ type: 'peer-back', peer: person(n) });
  await clock.advance(40_000);
  const healed = told.filter((fact) => fact.type === 'healed');
  expect(healed.map(({ peers }) => peers)).toEqual([[person(3)]]);
  splits.close();
});

test('of more links that fell silent than can be kept in mind the oldest is forgotten', async () => {
  const { clock, splits, told } = watching();
  const heardAt = clock.now() - 12_000;
  for (let n = 1; n <= 514; n++) splits.linkLost(person(n).id, heardAt);
  for (const n of [1, 2]) splits.saw({ type: 'peer-lost', peer: person(n) });
  await clock.advance(25_000);
  for (const n of [513, 514]) splits.saw({ type: 'peer-lost', peer: person(n) });
  await clock.advance(30_000);
  const [first, second] = told.filter((fact) => fact.type === 'split');
  expect(first?.since).toBe(heardAt + 12_000);
  expect(second?.since).toBe(heardAt);
  splits.close();
});
