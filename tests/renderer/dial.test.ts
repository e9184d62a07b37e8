import { expect, test } from 'vitest';
import type { Presence, RosterPeer } from '../../src/core/events.ts';
import type { Alert } from '../../src/core/state.ts';
import { outcomeOf, startDial } from '../../src/renderer/features/dial/dial.ts';
import { peer } from '../support/entries.ts';

const WHERE = '10.0.0.5:4242';

function person(seq: number, state: Presence): RosterPeer {
  return { id: peer(seq), name: `Person ${seq}`, state };
}

function warning(key: string, where: string): Alert {
  const message = `${where} did not answer: nothing is listening there.`;
  return { key, severity: 'warning', code: 'seed-unreachable', message, about: where };
}

const PEOPLE = [person(1, 'direct'), person(2, 'relayed'), person(3, 'offline')];
const ALERTS = [warning('a1', WHERE)];
const DIAL = startDial(WHERE, PEOPLE, ALERTS);

test('a dial is open while nothing has changed, whatever was warned of before', () => {
  expect(outcomeOf(DIAL, PEOPLE, ALERTS)).toBe('open');
});

test.each([
  ['somebody new', [...PEOPLE, person(4, 'direct')]],
  ['somebody who was reached through others', [person(1, 'direct'), person(2, 'direct')]],
  ['somebody who was away', [person(1, 'direct'), person(3, 'direct')]],
])('it has worked once %s is linked directly', (_who, people) => {
  expect(outcomeOf(DIAL, people, ALERTS)).toBe('worked');
});

test('somebody new behind another peer, or one link fewer, is no answer', () => {
  expect(outcomeOf(DIAL, [...PEOPLE, person(4, 'relayed')], ALERTS)).toBe('open');
  expect(outcomeOf(DIAL, [person(1, 'offline')], ALERTS)).toBe('open');
});

test('it has failed once a new alert names the address', () => {
  expect(outcomeOf(DIAL, PEOPLE, [warning('a2', WHERE)])).toBe('failed');
  expect(outcomeOf(DIAL, PEOPLE, [...ALERTS, warning('a2', '10.0.0.6:4242')])).toBe('open');
});
