import { expect, test } from 'vitest';
import type { Contact } from '../../src/core/contacts.ts';
import type { RosterPeer } from '../../src/core/events.ts';
import {
  commandsFor,
  completed,
  peopleFor,
  triggerAt,
} from '../../src/renderer/features/composer/completion.ts';
import { peer } from '../support/entries.ts';

/** What is completed where `|` stands. */
function at(draft: string): readonly [kind: string, query: string] | null {
  const caret = draft.indexOf('|');
  const trigger = triggerAt(draft.replace('|', ''), caret);
  return trigger === null ? null : [trigger.kind, trigger.query];
}

test.each([
  ['/|', ['command', '']],
  ['/co|', ['command', 'co']],
  ['/connect |', null],
  ['see /co|', null],
  ['/etc/ho|', null],
  ['@|', ['mention', '']],
  ['Hello @An|', ['mention', 'An']],
  ['Hello @Ana Ma|, how', ['mention', 'Ana Ma']],
  ['(@b|', ['mention', 'b']],
  ['ana@exam|', null],
  ['@Ana\nHello|', null],
  ['nice :sm|', ['emoji', 'sm']],
  [':s|', null],
  ['at 10:30|', null],
  ['::sm|', null],
  ['nice :smile:|', null],
  ['שלום @דנ|', ['mention', 'דנ']],
])('in %j the part before the caret is completed, if it is one', (draft, expected) => {
  expect(at(draft)).toEqual(expected);
});

test('what is chosen takes the place of what was typed, and the caret stands behind a blank', () => {
  const trigger = { kind: 'mention', query: 'an', from: 6, to: 9 } as const;
  expect(completed('Hello @an', trigger, '@Ana')).toEqual({
    ...{ put: '@Ana ', from: 6, to: 9, caret: 11 },
  });
  expect(completed('Hello @an there', trigger, '@Ana').put).toBe('@Ana');
});

test('commands are offered by how they begin', () => {
  expect(commandsFor('h')).toEqual(['help']);
  expect(commandsFor('H')).toEqual(['help']);
  expect(commandsFor('elp')).toEqual([]);
  expect(commandsFor('').length).toBeGreaterThan(2);
});

const contact = (id: number, part: Partial<Contact>): Contact => ({
  ...{ id: peer(id), name: '', firstSeen: 0, nickname: null, verified: false },
  ...{ muted: false, blocked: false, notThe: null },
  ...part,
});
const PEOPLE: readonly RosterPeer[] = [
  { id: peer(1), name: 'Ana Maria', state: 'offline' },
  { id: peer(2), name: 'Álvaro', state: 'direct' },
  { id: peer(3), name: 'Ben', state: 'relayed' },
  { id: peer(4), name: 'Mallory', state: 'direct' },
];
const CONTACTS = {
  [peer(3)]: contact(3, { nickname: 'Plumber' }),
  [peer(4)]: contact(4, { blocked: true }),
};
const found = (query: string): readonly string[] =>
  peopleFor(query, PEOPLE, CONTACTS).map(({ name }) => name);

test('people are found by any word of name and nickname, without accents, those who are here first', () => {
  expect(found('a')).toEqual(['Álvaro', 'Ana Maria']);
  expect(found('maria')).toEqual(['Ana Maria']);
  expect(found('plu')).toEqual(['Ben']);
  expect(found('be')).toEqual(['Ben']);
  expect(found('lvaro')).toEqual([]);
});

test('the rest of a sentence looks for nobody, the rest of a name does', () => {
  expect(found('Ana M')).toEqual(['Ana Maria']);
  expect(found('Ana goes')).toEqual([]);
  expect(found('Ben M')).toEqual([]);
});

test('nobody is asked to mention whom they have blocked', () => {
  expect(found('')).toEqual(['Álvaro', 'Ben', 'Ana Maria']);
});
