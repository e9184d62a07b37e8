import { expect, test } from 'vitest';
import { rosterOf } from '../../src/renderer/features/people/roster.ts';
import { initialsOf, tintOf } from '../../src/renderer/ui/identity.ts';
import { peer } from '../support/entries.ts';

const self = { id: peer(1), name: 'Zoe' };

test('oneself comes first, then those who are here, then the rest, by name', () => {
  const people = rosterOf(self, [
    { id: peer(2), name: 'Dan', state: 'offline' },
    { id: peer(3), name: 'cleo', state: 'direct' },
    { id: peer(4), name: 'Ben', state: 'relayed', via: peer(3) },
    { id: peer(5), name: 'Ana', state: 'offline' },
  ]);
  expect(people.map(({ name, words }) => `${name}: ${words}`)).toEqual([
    'Zoe: here',
    'Ben: through cleo',
    'cleo: here',
    'Ana: offline',
    'Dan: offline',
  ]);
  expect(people.map(({ own }) => own)).toEqual([true, false, false, false, false]);
});

test('people who share a name are told apart by their keys, others are not', () => {
  const people = rosterOf(self, [
    { id: peer(0x2222 * 2 ** 32), name: 'Sam', state: 'direct' },
    { id: peer(3), name: 'Sam', state: 'offline' },
    { id: peer(4), name: 'Ana', state: 'direct' },
  ]);
  const tags = people.map(({ name, fingerprint }) => [name, fingerprint === null]);
  expect(tags).toEqual([
    ['Zoe', true],
    ['Ana', true],
    ['Sam', false],
    ['Sam', false],
  ]);
});

test.each([
  ['Ana', 'A'],
  ['ana maria rossi', 'AR'],
  ['🦊 Fox', '🦊'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧'],
  ['יעל כהן', 'יכ'],
  ['ñandú', 'Ñ'],
])('%s is shown as %s where there is little room', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('a tint belongs to the key and not to the name', () => {
  expect(tintOf('0000000a'.padEnd(64, '0'))).toBe(tintOf('0000000a'.padEnd(64, 'f')));
});
