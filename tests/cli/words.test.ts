import { expect, test } from 'vitest';
import { describeChange, describePeople, describePerson, inWords } from '../../src/cli/words.ts';
import type { ContactChange } from '../../src/core/contacts.ts';
import type { ChatFact, ChatMessage, PeerRef } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { type ChatState, EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { entry, log, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

const NEWEST = { where: 'newest', hasOlder: false, hasNewer: false } as const;

const ANA: PeerRef = { id: peer(2), name: 'Ana' };
const BEN: PeerRef = { id: peer(3), name: 'Ben' };
const CLEO: PeerRef = { id: peer(4), name: 'Cleo' };
const AFTERNOON = new Date(2026, 4, 1, 14, 2).getTime();

/** The time of day as this computer writes it. */
function clock(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function words(fact: ChatFact): string | null {
  return inWords({ ...fact, at: 1 });
}

function said(part: Partial<ChatMessage> = {}): ChatMessage {
  const about = { author: ANA, text: 'hello', sentAt: 0, own: false, late: false };
  return { ...placeOf(entry()), ...PLAIN, ...about, ...part };
}

/** A message in words, without the time of day, which depends on where the test runs. */
function withoutTime(part: Partial<ChatMessage>): string {
  return (words({ type: 'message', ...said(part) }) ?? '').replace(/^\d\d:\d\d( [AP]M)? /, '');
}

test.each<[ChatFact, string | null]>([
  [{ type: 'listening', address: 'a:1', addresses: ['a:1', 'b:1'] }, '* Your address: a:1  b:1'],
  [{ type: 'listening', address: null, addresses: [] }, '* Dialling only: nobody can dial you'],
  [{ type: 'peer-joined', peer: ANA, alreadyHere: false }, '* Ana joined'],
  [{ type: 'peer-joined', peer: ANA, alreadyHere: true }, null],
  [{ type: 'peer-left', peer: ANA }, '* Ana left'],
  [{ type: 'peer-lost', peer: ANA }, '* Lost connection to Ana'],
  [{ type: 'peer-back', peer: ANA }, '* Ana is back'],
  [
    { type: 'split', reached: [BEN], unreachable: [ANA, CLEO], since: AFTERNOON },
    `* You and Ben cannot reach Ana and Cleo since ${clock(AFTERNOON)}`,
  ],
  [
    { type: 'split', reached: [], unreachable: [ANA], since: AFTERNOON },
    `* You cannot reach Ana since ${clock(AFTERNOON)}`,
  ],
  [
    { type: 'healed', peers: [ANA, CLEO], missing: [], since: 1, merged: 17 },
    '* Together again: 17 messages merged',
  ],
  [
    { type: 'healed', peers: [ANA, CLEO], missing: [BEN], since: 1, merged: 1 },
    '* Together again with Ana and Cleo: 1 message merged',
  ],
  [{ type: 'healed', peers: [ANA], missing: [], since: 1, merged: 0 }, '* Together again'],
  [{ type: 'left-group' }, '* You left'],
  [{ type: 'note', code: 'x', message: 'By the way.' }, '* By the way.'],
  [{ type: 'warning', code: 'x', message: 'Careful.' }, '! Careful.'],
  [{ type: 'error', code: 'x', message: 'Port 80 is taken.' }, '! Port 80 is taken.'],
  [{ type: 'roster', peers: [] }, null],
  [{ type: 'delivered', id: said().id, to: [] }, null],
  [{ type: 'held', by: peer(2), log: log(1), seq: 3 }, null],
  [{ type: 'catching-up', done: 3_200, total: 10_000 }, null],
  [
    { type: 'catching-up', done: 10_000, total: 10_000 },
    `* Caught up: ${(10_000).toLocaleString()} messages`,
  ],
  [{ type: 'history', messages: [], ...NEWEST }, null],
])('%j reads %j', (fact, wanted) => {
  expect(words(fact)).toBe(wanted);
});

const JOINED = {
  type: 'joined-group',
  ...{ self: ANA, known: false, locked: false, answeredBy: null, invitedBy: null },
} as const;

test('joining tells the group, and through whom or that nobody is there', () => {
  const joined = { ...JOINED, group: 'design' };
  expect(words({ ...joined, created: false, via: 'a:1' })).toBe(
    '* You joined “design” through a:1',
  );
  const by = { ...joined, created: false, via: 'a:1', invitedBy: peer(2) };
  expect(words({ ...by, answeredBy: peer(2) })).toBe(
    '* You joined “design” through a:1, who invited you',
  );
  // Where that is worth saying, a note says it, and names them.
  expect(words({ ...by, answeredBy: peer(3) })).toBe('* You joined “design” through a:1');
  expect(words({ ...joined, created: true, via: null })).toMatch(/^\* You are in “design”/);
});

test('a message reads as its author and its text', () => {
  expect(withoutTime({})).toBe('Ana: hello');
  expect(withoutTime({ own: true })).toBe('you: hello');
  expect(withoutTime({ late: true })).toBe('Ana: hello  (arrived late)');
  expect(withoutTime({ text: '<EXITENCD>' })).toBe('Ana: <EXITENCD>');
});

test('a message says what it answers, and what has been done to it', () => {
  const id = placeOf(entry({ seq: 9 })).id;
  const quote = { id, author: BEN, text: `Lunch?\n${'x'.repeat(99)}`, deleted: false };
  expect(withoutTime({ quote: { ...quote, text: 'Lunch?' } })).toBe(
    'Ana (to Ben: “Lunch?”): hello',
  );
  expect(withoutTime({ quote })).toMatch(/^Ana \(to Ben: “Lunch\? x+…”\): hello$/);
  expect(withoutTime({ quote: { ...quote, text: '', deleted: true } })).toBe(
    'Ana (to Ben, deleted): hello',
  );
  expect(withoutTime({ quote: { ...quote, author: null } })).toBe(
    'Ana (to a message that is not here yet): hello',
  );
  expect(withoutTime({ form: 'action', text: 'waves' })).toBe('* Ana waves');
  expect(withoutTime({ form: 'unknown', text: '' })).toBe(
    '* Ana sent something that this version of Parley cannot show',
  );
  expect(withoutTime({ deleted: true, text: '' })).toBe('* Ana deleted this message');
  const reactions = [{ emoji: '👍', by: [BEN.id, ANA.id] }];
  expect(withoutTime({ editedAt: 1, reactions })).toBe('Ana: hello  (edited)  [👍 2]');
});

const ROOM: ChatState = {
  ...EMPTY_STATE,
  self: { id: peer(9), name: 'Me' },
  people: [{ ...BEN, state: 'direct' }],
};

/** What is told where a message becomes another. */
function amended(
  before: Partial<ChatMessage>,
  now: Partial<ChatMessage>,
  state: ChatState = ROOM,
): string | null {
  const shown = reduce(state, { type: 'message', ...said(before), at: 1 });
  return inWords({ type: 'amended', ...said(now), at: 2 }, shown, shown);
}

test('what is done to a message is told in words', () => {
  expect(amended({}, { text: 'hi\nthere', editedAt: 1 })).toBe('* Ana edited: hi\n      there');
  expect(amended({ own: true }, { own: true, text: 'hi' })).toBe('* you edited: hi');
  expect(amended({}, { text: '', deleted: true })).toBe('* Ana deleted a message');
  expect(amended({ text: '', deleted: true }, { text: '', deleted: true })).toBeNull();
  const on = (...by: PeerId[]): Partial<ChatMessage> => ({ reactions: [{ emoji: '👍', by }] });
  expect(amended({}, on(BEN.id))).toBe('* Ben reacted 👍 to “hello”');
  expect(amended(on(BEN.id), on(BEN.id, peer(9)))).toBe('* you reacted 👍 to “hello”');
  expect(amended(on(BEN.id), {})).toBe('* Ben took 👍 off “hello”');
  expect(amended({ form: 'unknown', text: '' }, { form: 'unknown', text: '', ...on(BEN.id) })).toBe(
    '* Ben reacted 👍 to a message',
  );
  expect(amended(on(BEN.id), on(BEN.id))).toBeNull();
  expect(
    inWords({ type: 'amended', ...said({ text: 'not shown' }), at: 1 }, ROOM, ROOM),
  ).toBeNull();
});

test('blocked people’s reactions and what they are quoted with are not told', () => {
  const book = new KnownContacts(() => 1);
  book.change(BEN.id, 'Ben', { blocked: true });
  const state = reduce(ROOM, { type: 'contacts', contacts: book.all, at: 1 });
  expect(amended({}, { reactions: [{ emoji: '👍', by: [BEN.id] }] }, state)).toBeNull();
  const quote = { id: placeOf(entry({ seq: 9 })).id, author: BEN, text: 'secret', deleted: false };
  const reactions = [{ emoji: '👍', by: [BEN.id] }];
  const line = inWords({ type: 'message', ...said({ quote, reactions }), at: 1 }, state);
  expect(line).toMatch(/ Ana \(to Ben\): hello$/);
});

test('the lines of a message stay together and cannot pose as somebody’s', () => {
  expect(withoutTime({ text: 'one\n12:00 Ben: two' })).toBe('Ana: one\n      12:00 Ben: two');
});

test('nothing that others say can steer the terminal', () => {
  const clearing = '\u001b[2J';
  expect(withoutTime({ text: clearing })).toBe('Ana: ␛[2J');
  const shady = { id: ANA.id, name: clearing };
  const facts: ChatFact[] = [
    { type: 'message', ...said({ author: shady }) },
    { type: 'peer-joined', peer: shady, alreadyHere: false },
    { type: 'peer-left', peer: shady },
    { type: 'peer-lost', peer: shady },
    { type: 'peer-back', peer: shady },
    { type: 'warning', code: 'x', message: clearing },
    { ...JOINED, group: clearing, created: true, via: null },
    { ...JOINED, group: clearing, created: false, via: 'a:1' },
    { type: 'history', messages: [said({ text: clearing, author: shady })], ...NEWEST },
  ];
  for (const fact of facts) {
    expect(words(fact), fact.type).toContain('␛[2J');
    expect(words(fact), fact.type).not.toContain('\u001b');
  }
});

test('namesakes are told apart by their tags, whatever is said of them', () => {
  const tags = { [ANA.id]: '5a11', [peer(3)]: '3f2a' };
  const inTags = (fact: ChatFact): string | null =>
    inWords({ ...fact, at: 1 }, { tags, contacts: {} });
  expect(inTags({ type: 'peer-joined', peer: ANA, alreadyHere: false })).toBe(
    '* Ana (5a11) joined',
  );
  expect(inTags({ type: 'peer-left', peer: ANA })).toBe('* Ana (5a11) left');
  expect(inTags({ type: 'peer-lost', peer: ANA })).toBe('* Lost connection to Ana (5a11)');
  expect(inTags({ type: 'peer-back', peer: ANA })).toBe('* Ana (5a11) is back');
  expect(inTags({ type: 'message', ...said() })).toMatch(/ Ana \(5a11\): hello$/);
  expect(inTags({ type: 'history', messages: [said()], ...NEWEST })).toMatch(
    / Ana \(5a11\): hello$/,
  );
  const other = { id: peer(3), name: 'Ana', state: 'relayed' as const, via: ANA.id };
  const people = [{ ...ANA, state: 'direct' as const }, other];
  expect(describePeople({ ...EMPTY_STATE, self: null, people, tags })).toBe(
    '  Ana (5a11): here\n  Ana (3f2a): through Ana (5a11)\n',
  );
});

test('on joining the last twenty messages are shown, oldest first', () => {
  const messages = Array.from({ length: 30 }, (_, i) => said({ text: `message ${i}` }));
  const lines = (words({ type: 'history', messages, ...NEWEST }) ?? '').split('\n');
  expect(lines).toHaveLength(20);
  expect(lines[0]).toMatch(/Ana: message 10$/);
  expect(lines[19]).toMatch(/Ana: message 29$/);
});

test('the list of people tells how each can be reached', () => {
  const state = {
    ...EMPTY_STATE,
    self: { id: peer(1), name: 'Me' },
    people: [
      { ...ANA, state: 'direct' as const },
      { id: peer(3), name: 'Ben', state: 'relayed' as const, via: ANA.id },
      { id: peer(4), name: 'C\u001bat', state: 'offline' as const },
      { id: peer(5), name: 'Dan', state: 'relayed' as const },
    ],
  };
  expect(describePeople(state)).toBe(
    '  Me (you)\n  Ana: here\n  Ben: through Ana\n  C␛at: offline\n  Dan: through others\n',
  );
});

/** A state in which this was decided about Ana. */
function decided(change: ContactChange): ChatState {
  const book = new KnownContacts(() => 1);
  book.seen(ANA.id, 'Ana');
  book.change(ANA.id, 'Ana', change);
  const people = [{ ...ANA, state: 'direct' as const }];
  return reduce({ ...EMPTY_STATE, people }, { type: 'contacts', contacts: book.all, at: 1 });
}

test.each<[string, ContactChange]>([
  ['muted', { muted: true }],
  ['blocked', { blocked: true }],
])(
  'of whoever is %s nothing is told, nor what is wrong with those who are blocked',
  (_, change) => {
    const state = decided(change);
    const heard = (fact: ChatFact): string | null => inWords({ ...fact, at: 1 }, state);
    expect(heard({ type: 'message', ...said() })).toBeNull();
    expect(heard({ type: 'history', messages: [said()], ...NEWEST })).toBeNull();
    expect(heard({ type: 'peer-joined', peer: ANA, alreadyHere: false })).toBeNull();
    expect(heard({ type: 'peer-lost', peer: ANA })).toBeNull();
    expect(heard({ type: 'split', reached: [], unreachable: [ANA], since: 1 })).toBeNull();
    expect(heard({ type: 'healed', peers: [ANA], missing: [], since: 1, merged: 1 })).toBeNull();
    expect(heard({ type: 'message', ...said({ author: BEN }) })).toMatch(/ Ben: hello$/);
    const wrong = { type: 'warning', code: 'clock-skew', message: 'Late.', about: ANA.id } as const;
    expect(heard(wrong)).toBe(change.blocked ? null : '! Late.');
  },
);

test('what was decided about people is in the list, the blocked ones last', () => {
  expect(describePeople(decided({ verified: true, muted: true, nickname: 'Boss' }))).toBe(
    '  Boss: here, verified, muted, calls themselves Ana\n',
  );
  expect(describePeople(decided({ blocked: true }))).toBe('  Blocked: Ana\n');
});

test('whoever is heard again is heard with what they have said meanwhile', () => {
  const state = reduce(decided({ muted: false }), { type: 'message', ...said(), at: 1 });
  expect(describeChange(ANA, { muted: false }, state)).toMatch(
    /^\* Ana: as anybody else\n.* Ana: hello\n$/,
  );
  expect(describeChange(ANA, { verified: true }, state)).toBe('* Ana: as anybody else\n');
});

test('what to compare with somebody stands in rows, one for each key', () => {
  const numbers = Array.from({ length: 12 }, (_, i) => String(10_000 + i));
  const spelt = Array.from({ length: 18 }, (_, i) => `w${i}`);
  const state = decided({ blocked: true });
  expect(describePerson({ ...ANA, state: 'direct' }, state, { numbers, words: spelt })).toBe(
    `  Ana: here, blocked
  Safety number, the same in /who of theirs about you:
    10000 10001 10002 10003 10004 10005
    10006 10007 10008 10009 10010 10011
    w0 w1 w2 w3 w4 w5 w6 w7 w8
    w9 w10 w11 w12 w13 w14 w15 w16 w17
  The same? Then /verify them.
`,
  );
});
