import { beforeEach, expect, test } from 'vitest';
import {
  isDoubted,
  shownAlerts,
  shownMessage,
  shownNotice,
  shownTimeline,
} from '../../src/core/contacts.ts';
import type { PeerRef } from '../../src/core/events.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import type { Notice, TimelineItem } from '../../src/core/timeline.ts';
import { peer } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

const ANA: PeerRef = { id: peer(1), name: 'Ana' };
const DAN: PeerRef = { id: peer(2), name: 'Dan' };
const EVE: PeerRef = { id: peer(3), name: 'Eve' };

let now: number;
let book: KnownContacts;

beforeEach(() => {
  now = 1_000;
  book = new KnownContacts(() => now);
});

test('whoever is met is known from then on, by the name that they had last', () => {
  expect(book.seen(DAN.id, 'Dan')).toMatchObject({
    name: 'Dan',
    firstSeen: 1_000,
    verified: false,
  });
  now = 2_000;
  expect(book.seen(DAN.id, 'Dan')).toBeNull();
  expect(book.seen(DAN.id, 'Daniel')).toMatchObject({ name: 'Daniel', firstSeen: 1_000 });
  expect(book.all).toHaveLength(1);
});

test('a decision changes what it names, and nothing else', () => {
  book.seen(DAN.id, 'Dan');
  book.change(DAN.id, 'Dan', { muted: true, nickname: '  Danny  from  work ' });
  book.change(DAN.id, 'Dan', { verified: true });
  expect(book.of(DAN.id)).toMatchObject({
    ...{ muted: true, verified: true, blocked: false },
    nickname: 'Danny from work',
  });
  book.change(DAN.id, 'Dan', { nickname: '', muted: false });
  expect(book.of(DAN.id)).toMatchObject({ nickname: null, muted: false, verified: true });
});

test.each([
  ['a\u{202e}b', 'The nickname holds an invisible or control character.'],
  ['x'.repeat(33), 'The nickname is too long: 33 of at most 32 characters.'],
])('a nickname that is no name is refused: %j', (nickname, message) => {
  expect(book.change(DAN.id, 'Dan', { nickname })).toMatchObject({ ok: false, error: { message } });
  expect(book.of(DAN.id)).toBeUndefined();
});

test('in a full book whoever was met longest ago gives way, and nobody who was decided about', () => {
  book.seen(ANA.id, 'Ana');
  book.change(DAN.id, 'Dan', { verified: true });
  book.change(peer(50), 'Kim', { nickname: 'Kimmy' });
  book.seen(EVE.id, 'Eve');
  for (let i = 0; i < 4_094; i++) book.seen(peer(100 + i), `Person ${i}`);
  book.seen(ANA.id, 'Ana');
  book.seen(peer(9_001), 'Late');
  expect([ANA.id, DAN.id, EVE.id, peer(50)].map((id) => book.of(id)?.name)).toEqual([
    ...['Ana', 'Dan', undefined, 'Kim'],
  ]);
  for (let i = 0; i < 9_000; i++) book.seen(peer(10_000 + i), `Person ${i}`);
  expect(book.all).toHaveLength(4_096 + 2);
  expect([DAN.id, peer(50), ANA.id].map((id) => book.of(id)?.name)).toEqual([
    ...['Dan', 'Kim', undefined],
  ]);
  // Nor is a file with more of them, or one that is full, a reason not to know whoever comes.
  const again = new KnownContacts(() => now, book.all);
  again.doubted(EVE.id, 'Dan');
  expect(again.seen(EVE.id, 'Dan')?.notThe).toBe('Dan');
  expect(again.all).toHaveLength(4_096 + 2);
});

test('a doubt about a name lasts until it is settled, or the name is given up', () => {
  book.doubted(EVE.id, 'Dan');
  book.seen(EVE.id, 'Dan');
  expect(isDoubted(book.of(EVE.id))).toBe(true);
  book.change(EVE.id, 'Dan', { nickname: 'Other Dan' });
  expect(isDoubted(book.of(EVE.id))).toBe(false);
  book.change(EVE.id, 'Dan', { nickname: null });
  expect(isDoubted(book.of(EVE.id))).toBe(true);
  book.seen(EVE.id, 'd\u{430}n');
  expect(isDoubted(book.of(EVE.id))).toBe(true);
  book.seen(EVE.id, 'Eve');
  expect(isDoubted(book.of(EVE.id))).toBe(false);
});

test('of two with one name, whoever is verified is the one that is known', () => {
  book.seen(EVE.id, 'Dan');
  book.seen(DAN.id, 'Dan');
  book.doubted(DAN.id, 'Dan');
  book.change(DAN.id, 'Dan', { verified: true });
  expect([isDoubted(book.of(DAN.id)), isDoubted(book.of(EVE.id))]).toEqual([false, true]);
  // Taken back, the one who was there first is known again.
  now = 500;
  book.seen(ANA.id, 'Dan');
  book.change(DAN.id, 'Dan', { verified: false });
  expect(isDoubted(book.of(DAN.id))).toBe(true);
});

test('being verified gives nobody the right to another name', () => {
  book.change(DAN.id, 'Dan', { verified: true });
  book.doubted(DAN.id, 'Sam');
  book.seen(DAN.id, 'Sam');
  expect(isDoubted(book.of(DAN.id))).toBe(true);
  expect(book.of(DAN.id)?.verified).toBe(true);
  // Nor does deciding something else.
  book.change(DAN.id, 'Sam', { muted: true, verified: true });
  expect(isDoubted(book.of(DAN.id))).toBe(true);
});

/** Contacts as a state holds them. */
function contacts(): Record<string, NonNullable<ReturnType<KnownContacts['of']>>> {
  return Object.fromEntries(book.all.map((contact) => [contact.id, contact]));
}

function said(author: PeerRef, text: string): TimelineItem {
  const message = { author, text, sentAt: 1, own: false, late: false, hlc: [1, 0] as const };
  return {
    type: 'message',
    key: text,
    message: { id: `${author.id}.e.1` as never, ...PLAIN, ...message },
  };
}

function noted(notice: Notice): TimelineItem {
  return { type: 'notice', key: 'n1', at: 1, place: 1, notice };
}

test('what blocked people put on a message is not shown, nor what it quotes of theirs', () => {
  book.change(DAN.id, 'Dan', { blocked: true });
  const quote = { id: `${DAN.id}.e.2` as never, author: DAN, text: 'from Dan', deleted: false };
  const reactions = [
    { emoji: '👍', by: [DAN.id, ANA.id] },
    { emoji: '🎉', by: [DAN.id] },
  ];
  const item = said(ANA, 'hello');
  if (item.type !== 'message') throw new Error('It is one');
  const shown = shownMessage({ ...item.message, quote, reactions }, contacts());
  expect(shown?.quote).toEqual({ ...quote, text: '' });
  expect(shown?.reactions).toEqual([{ emoji: '👍', by: [ANA.id] }]);
  expect(shownMessage(item.message, contacts())).toBe(item.message);
  const [first] = shownTimeline([{ ...item, message: { ...item.message, reactions } }], contacts());
  expect(first).toMatchObject({ message: { reactions: [{ emoji: '👍', by: [ANA.id] }] } });
});

test('a blocked person leaves no trace in the timeline, a muted one their messages only', () => {
  const timeline = [
    said(ANA, 'hello'),
    said(DAN, 'from Dan'),
    said(EVE, 'from Eve'),
    noted({ kind: 'joined', peer: DAN }),
    noted({ kind: 'lost', peer: EVE }),
    noted({ kind: 'back', peer: ANA }),
  ];
  expect(shownTimeline(timeline, contacts())).toBe(timeline);
  book.change(DAN.id, 'Dan', { blocked: true });
  book.change(EVE.id, 'Eve', { muted: true });
  expect(shownTimeline(timeline, contacts())).toEqual([timeline[0], timeline[2], timeline[5]]);
  book.change(DAN.id, 'Dan', { blocked: false });
  book.change(EVE.id, 'Eve', { muted: false });
  expect(shownTimeline(timeline, contacts())).toEqual(timeline);
});

test('a split names those of whom anything is told, and is none without them', () => {
  const split = { kind: 'split', reached: [ANA], unreachable: [DAN, EVE], since: 1 } as const;
  const healed = { kind: 'healed', peers: [DAN], missing: [EVE], since: 1, merged: 2 } as const;
  book.change(DAN.id, 'Dan', { blocked: true });
  expect(shownNotice(split, contacts())).toEqual({ ...split, unreachable: [EVE] });
  expect(shownNotice(healed, contacts())).toBeNull();
  book.change(EVE.id, 'Eve', { muted: true });
  expect(shownNotice(split, contacts())).toBeNull();
});

test('what is wrong with a blocked person is nobody\u2019s business any more', () => {
  const about = (id: string | null): { about: string | null } => ({ about: id });
  const alerts = [about(DAN.id), about(`name:${DAN.id}`), about(EVE.id), about('a:1'), about(null)];
  book.change(DAN.id, 'Dan', { blocked: true });
  expect(shownAlerts(alerts, contacts())).toEqual(alerts.slice(2));
});
