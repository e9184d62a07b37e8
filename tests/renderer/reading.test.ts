import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/core/events.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import type { Ordered } from '../../src/core/order.ts';
import {
  heardPlaces,
  nextLine,
  readOf,
  sideOf,
} from '../../src/renderer/features/timeline/reading.ts';
import { isSeen } from '../../src/renderer/features/timeline/sight.ts';
import { entry, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

function said(at: number, author = 2, seq = at): ChatMessage {
  const place = placeOf(entry({ author: peer(author), seq, hlc: [at, 0] }));
  const who = { id: peer(author), name: `P${author}` };
  return { ...PLAIN, ...place, author: who, text: '', sentAt: at, own: author === 1, late: false };
}

function ids(...messages: readonly ChatMessage[]): ReadonlySet<EntryId> {
  return new Set(messages.map(({ id }) => id));
}

const [one, two, three, four] = [said(1), said(2), said(3, 3), said(4)];
const ALL = { messages: [one, two, three, four], hasOlder: false };

test('what was before somebody’s eyes is read', () => {
  expect(readOf(ALL, one, ids(one, two, three))).toEqual([one.id, two.id, three.id]);
});

test('whoever jumps to the end has not read what they passed over, of this author', () => {
  expect(readOf(ALL, one, ids(three, four))).toEqual([three.id]);
});

test('nothing counts as read while what is unread begins before the window', () => {
  const shown = { messages: [two, three, four], hasOlder: true };
  expect(readOf(shown, one, ids(two, three, four))).toEqual([]);
  expect(readOf(shown, two, ids(two, three, four))).toHaveLength(3);
});

test('one’s own messages are never unread, and part nothing', () => {
  const own = said(2, 1);
  expect(readOf({ ...ALL, messages: [one, own, four] }, one, ids(one, own, four))).toEqual([
    one.id,
    four.id,
  ]);
});

test('what comes late of people who are muted or blocked is no news', () => {
  const dan = new KnownContacts(() => 1).seen(peer(2), 'Dan');
  if (dan === null) throw new Error('They were not known before');
  const late = [one, three];
  expect(heardPlaces(late, { [dan.id]: dan })).toEqual([one, three]);
  expect(heardPlaces(late, { [dan.id]: { ...dan, muted: true } })).toEqual([three]);
  expect(heardPlaces(late, { [dan.id]: { ...dan, blocked: true } })).toEqual([three]);
});

test('what is unread lies above or below what is in the pane', () => {
  expect(sideOf(one, [two, three])).toBe('above');
  expect(sideOf(two, [two, three])).toBe('here');
  expect(sideOf(four, [two, three])).toBe('below');
  expect(sideOf(four, [])).toBe('here');
});

test('where nobody who is shown has said anything in sight, the window says where a message lies', () => {
  expect(sideOf(one, [], [two, three])).toBe('above');
  expect(sideOf(two, [], [one, three])).toBe('here');
  expect(sideOf(four, [], [two, three])).toBe('below');
});

const THERE = { first: null, cameBack: false, away: false };
test.each<[string, Ordered | null, Parameters<typeof nextLine>[1], Ordered | null]>([
  ['none while somebody is there', null, { ...THERE, first: one }, null],
  [
    'before the first that came while they were away',
    null,
    { ...THERE, first: one, away: true },
    one,
  ],
  ['where it was while they read on', one, { ...THERE, first: three }, one],
  ['where it was once all is read', one, THERE, one],
  ['anew when they come back', one, { ...THERE, first: three, cameBack: true }, three],
  ['nowhere when they come back and nothing was said', one, { ...THERE, cameBack: true }, null],
])('the line before what is unread stands %s', (_, line, presence, wanted) => {
  expect(nextLine(line, presence)).toBe(wanted);
});

test.each([
  ['in the middle', 100, 140, true],
  ['with its end in the pane', -300, 40, true],
  ['with its beginning only', 480, 560, false],
  ['larger than the pane, half of it filled', -300, 300, true],
  ['larger than the pane, with its beginning at the bottom', 400, 1_500, false],
  ['above', -50, -10, false],
  ['with a hair of its end', -50, 5, false],
  ['below', 510, 550, false],
])('a message is seen or not: %s', (_, top, bottom, wanted) => {
  expect(isSeen({ top, bottom }, { top: 0, bottom: 500 })).toBe(wanted);
});
