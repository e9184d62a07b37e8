import { expect, test } from 'vitest';
import type { Presence, RosterPeer } from '../../src/core/events.ts';
import {
  deliveryDetail,
  deliveryWords,
  readWords,
} from '../../src/renderer/features/timeline/delivery-words.ts';
import { peer } from '../support/entries.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';

const NAMING = { tags: {}, contacts: {} };

function people(names: string, state: Presence = 'direct'): readonly RosterPeer[] {
  if (names === '') return [];
  return names.split(' ').map((name, i) => ({ id: peer(i), name, state }));
}

test.each([
  [0, 0, 'Nobody has it yet'],
  [0, 4, 'Nobody has it yet'],
  [2, 4, '2 of 4 have it'],
  [4, 4, 'Everybody has it'],
  [1, 1, 'Everybody has it'],
])('%i of %i: %s', (has, all, wanted) => {
  expect(deliveryWords(has, all, ENGLISH)).toBe(wanted);
});

test.each([
  ['', '', '', 'Nobody else is in the group yet.'],
  ['Ben Carol', '', '', 'Everybody has it.'],
  ['Ben', 'Carol', '', 'Ben has it. Carol does not have it yet.'],
  [
    'Ben Carol',
    '',
    'Dan',
    'Ben and Carol have it. Dan is offline, Ben or Carol will hand it over.',
  ],
  ['Ben', '', 'Dan Eve', 'Ben has it. Dan and Eve are offline, Ben will hand it over.'],
  ['', 'Ben Carol', '', 'Ben and Carol do not have it yet.'],
  ['', '', 'Dan', 'Dan is offline, you will hand it over.'],
  ['Fay Ben Carol', 'Dan', '', 'Ben, Carol and Fay have it. Dan does not have it yet.'],
  ['E D C B A', 'F', '', 'A, B and 3 others have it. F does not have it yet.'],
])('have: “%s”, here without: “%s”, away: “%s”', (has, waiting, away, wanted) => {
  const lacks = [...people(waiting), ...people(away, 'offline')];
  expect(deliveryDetail({ has: people(has), lacks }, [], NAMING, ENGLISH)).toBe(wanted);
});

test('nobody who is away is said to hand anything over', () => {
  const has = people('Ben', 'offline');
  expect(deliveryDetail({ has, lacks: people('Dan', 'offline') }, [], NAMING, ENGLISH)).toBe(
    'Ben has it. Dan is offline, you will hand it over.',
  );
  const both = [...has, ...people('Carol', 'relayed')];
  expect(deliveryDetail({ has: both, lacks: people('Dan', 'offline') }, [], NAMING, ENGLISH)).toBe(
    'Ben and Carol have it. Dan is offline, Carol will hand it over.',
  );
});

test('namesakes are named with their tags', () => {
  const [sam] = people('Sam');
  const [other] = people('Sam', 'offline').map((each) => ({ ...each, id: peer(77) }));
  if (sam === undefined || other === undefined) throw new Error('One Sam each');
  const tags = { [sam.id]: '5a11', [other.id]: '3f2a' };
  expect(deliveryDetail({ has: [sam], lacks: [other] }, [], { tags, contacts: {} }, ENGLISH)).toBe(
    'Sam (5a11) has it. Sam (3f2a) is offline, Sam (5a11) will hand it over.',
  );
});

test.each([
  ['Ben', 'Carol', '', 'Ben ce l’ha. Carol non ce l’ha ancora.'],
  [
    'Ben Carol',
    '',
    'Dan Eve',
    'Ben e Carol ce l’hanno. Dan e Eve non sono in linea: lo riceveranno da Ben o Carol.',
  ],
  ['', '', 'Dan', 'Dan non è in linea: lo riceverà da te.'],
  ['E D C B A', 'F', '', 'A, B e altre 3 persone ce l’hanno. F non ce l’ha ancora.'],
])('in Italian, have: “%s”, here without: “%s”, away: “%s”', (has, waiting, away, wanted) => {
  const lacks = [...people(waiting), ...people(away, 'offline')];
  expect(deliveryDetail({ has: people(has), lacks }, [], NAMING, ITALIAN)).toBe(wanted);
});

test('in Italian a message says how many have it', () => {
  const said = [0, 2, 4].map((has) => deliveryWords(has, 4, ITALIAN));
  expect(said).toEqual(['Non ce l’ha ancora nessuno', 'Ce l’hanno 2 su 4', 'Ce l’hanno tutti']);
});

test.each([
  [[], ''],
  [['Ana'], 'Read by Ana'],
  [['Ben', 'Ana'], 'Read by Ana and Ben'],
  [['Ben', 'Ana', 'Carol'], 'Read by 3'],
])('read by %j: %s', (readers, wanted) => {
  expect(readWords(readers, ENGLISH)).toBe(wanted);
});

test('who has read it is the last thing that is said', () => {
  const has = people('Ben Carol');
  expect(deliveryDetail({ has, lacks: [] }, has.slice(0, 1), NAMING, ENGLISH)).toBe(
    'Everybody has it. Read by Ben.',
  );
});
