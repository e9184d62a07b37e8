import { expect, test } from 'vitest';
import type { RosterPeer } from '../../src/core/events.ts';
import { holderCounter, holdersOf } from '../../src/core/holders.ts';
import { entryId } from '../../src/core/ids.ts';
import { log, peer } from '../support/entries.ts';

const people: readonly RosterPeer[] = [
  { id: peer(2), name: 'Ben', state: 'direct' },
  { id: peer(3), name: 'Carol', state: 'relayed', via: peer(2) },
  { id: peer(4), name: 'Dan', state: 'offline' },
];
const held = {
  [log(1, 1)]: { [peer(2)]: 5, [peer(4)]: 5, [peer(9)]: 5 },
  [log(1, 2)]: { [peer(2)]: 2 },
};

test.each([
  ['up to what they hold', entryId(log(1, 1), 5), ['Ben', 'Dan']],
  ['not beyond', entryId(log(1, 1), 6), []],
  ['each log for itself', entryId(log(1, 2), 3), []],
  ['nobody holds a log that nobody spoke of', entryId(log(1, 3), 1), []],
])('members of the group have messages %s', (_, id, wanted) => {
  const { has, lacks } = holdersOf({ held, people }, id);
  expect(has.map(({ name }) => name)).toEqual(wanted);
  expect([...has, ...lacks].map(({ name }) => name).sort()).toEqual(['Ben', 'Carol', 'Dan']);
  expect(holderCounter({ held, people })(id)).toBe(wanted.length);
});
