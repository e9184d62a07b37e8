import { expect, test } from 'vitest';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { rosterOf } from '../../src/renderer/features/people/roster.ts';
import { initialsOf, tintOf } from '../../src/renderer/ui/identity.ts';
import { peer } from '../support/entries.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';

const NOW = new Date(2026, 10, 21, 15, 0).getTime();
const PLAIN = { looks: {}, typing: [], now: NOW };

const self = { id: peer(1), name: 'Zoe' };

test('oneself comes first, then those who are here, then the rest, by name', () => {
  const { shown: people } = rosterOf(
    self,
    [
      { id: peer(2), name: 'Dan', state: 'offline' },
      { id: peer(3), name: 'cleo', state: 'direct' },
      { id: peer(4), name: 'Ben', state: 'relayed', via: peer(3) },
      { id: peer(5), name: 'Ana', state: 'offline' },
    ],
    { tags: {}, contacts: {} },
    ENGLISH,
    PLAIN,
  );
  expect(people.map(({ name, words }) => `${name}: ${words}`)).toEqual([
    'Zoe: here',
    'Ben: through cleo',
    'cleo: here',
    'Ana: offline',
    'Dan: offline',
  ]);
  expect(people.map(({ own }) => own)).toEqual([true, false, false, false, false]);
});

test('where somebody is stands there in the language of the window', () => {
  const people = [
    { id: peer(2), name: 'Dan', state: 'offline' as const },
    { id: peer(3), name: 'Cleo', state: 'relayed' as const, via: peer(9) },
    { id: peer(4), name: 'Ben', state: 'relayed' as const, via: peer(3) },
  ];
  const { shown } = rosterOf(self, people, { tags: {}, contacts: {} }, ITALIAN, PLAIN);
  expect(shown.map(({ words }) => words)).toEqual([
    'qui',
    'tramite Cleo',
    'tramite un’altra persona',
    'non in linea',
  ]);
});

test('people who share a name are told apart by their tags, others have none', () => {
  const sams = [
    { id: peer(2), name: 'Sam', state: 'direct' as const },
    { id: peer(3), name: 'Sam', state: 'relayed' as const, via: peer(2) },
  ];
  const ana = { id: peer(4), name: 'Ana', state: 'offline' as const };
  const { shown: people } = rosterOf(
    self,
    [...sams, ana],
    { tags: { [peer(2)]: '5a11', [peer(3)]: '3f2a' }, contacts: {} },
    ENGLISH,
    PLAIN,
  );
  expect(people.map(({ name, tag, words }) => [name, tag, words])).toEqual([
    ['Zoe', undefined, 'here'],
    ['Sam', '5a11', 'here'],
    ['Sam', '3f2a', 'through Sam (5a11)'],
    ['Ana', undefined, 'offline'],
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

test('blocked people stand apart, and what was decided about the others is with them', () => {
  const book = new KnownContacts(() => 1);
  book.change(peer(2), 'Dan', { blocked: true });
  book.change(peer(3), 'Eve', { verified: true, muted: true, nickname: 'Aunt' });
  book.doubted(peer(4), 'Zoe');
  book.seen(peer(4), 'Zoe');
  const contacts = Object.fromEntries(book.all.map((contact) => [contact.id, contact]));
  const people = [peer(2), peer(3), peer(4)].map((id, i) => {
    return { id, name: ['Dan', 'Eve', 'Zoe'][i] ?? '', state: 'direct' as const };
  });
  const { shown, blocked } = rosterOf(self, people, { tags: {}, contacts }, ENGLISH, PLAIN);
  expect(blocked.map(({ name }) => name)).toEqual(['Dan']);
  expect(shown).toMatchObject([
    { name: 'Zoe', own: true, notThe: null },
    { name: 'Aunt', verified: true, muted: true, notThe: null },
    { name: 'Zoe', verified: false, muted: false, notThe: 'Zoe' },
  ]);
});

test('since when somebody is away stands there, with the day where it is not today', () => {
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour, 2).getTime();
  const away = [at(21, 14), at(20, 9), at(1, 9)].map((lastSeen, i) => ({
    ...{ id: peer(2 + i), name: `P${i}`, state: 'offline' as const, lastSeen, away: true as const },
  }));
  const { shown } = rosterOf(null, away, { tags: {}, contacts: {} }, ENGLISH, PLAIN);
  expect(shown.map(({ words }) => words.replace(/\u202f/g, ' '))).toEqual([
    'offline since 2:02 PM',
    'offline since Yesterday, 9:02 AM',
    'offline since Sunday, November 1, 9:02 AM',
  ]);
});

test('who writes, status and colour stand in the list, one’s own too', () => {
  const ben = { id: peer(2), name: 'Ben', state: 'direct' as const, status: 'busy', colour: 3 };
  const more = { looks: { status: 'here', colour: 7 }, typing: [ben], now: NOW };
  const { shown } = rosterOf(self, [ben], { tags: {}, contacts: {} }, ENGLISH, more);
  expect(shown.map(({ status, colour, writing }) => [status, colour, writing])).toEqual([
    ['here', 7, false],
    ['busy', 3, true],
  ]);
});

test('whoever went before we came is not said to have been away since', () => {
  const lastSeen = new Date(2026, 10, 20, 9, 2).getTime();
  const ben = { id: peer(2), name: 'Ben', state: 'offline' as const, lastSeen };
  const { shown } = rosterOf(null, [ben], { tags: {}, contacts: {} }, ENGLISH, PLAIN);
  expect(shown[0]?.words.replace(/\u202f/g, ' ')).toBe('offline, last seen yesterday, 9:02 AM');
  const today = new Date(NOW).setHours(0, 1);
  const { shown: later } = rosterOf(
    null,
    [{ ...ben, lastSeen: today }],
    { tags: {}, contacts: {} },
    ENGLISH,
    PLAIN,
  );
  expect(later[0]?.words.replace(/\u202f/g, ' ')).toBe('offline, last seen 12:01 AM');
});
