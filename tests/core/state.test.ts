import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent, ChatFact, ChatMessage, PeerRef } from '../../src/core/events.ts';
import { compareOrder } from '../../src/core/order.ts';
import { type ChatState, EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { type Notice, timelineOf } from '../../src/core/timeline.ts';
import { entry, epoch, log, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

const ME: PeerRef = { id: peer(1), name: 'Me' };
const ANA: PeerRef = { id: peer(2), name: 'Ana' };
const BEN: PeerRef = { id: peer(3), name: 'Ben' };
const CREATED = {
  ...{ group: 'lobby', self: ME, created: true, known: false, via: null },
  ...{ locked: false, answeredBy: null, invitedBy: null },
} as const;

/** A page that ends where the messages begin. */
const OLDEST = { where: 'older', hasOlder: false, hasNewer: true } as const;

function fold(events: readonly ChatEvent[], from: ChatState = EMPTY_STATE): ChatState {
  return events.reduce(reduce, from);
}

function at(time: number, fact: ChatFact): ChatEvent {
  return { ...fact, at: time };
}

function said(
  wall: number,
  part: { counter?: number; author?: number; seq?: number } = {},
): ChatMessage {
  const { counter = 0, author = 2, seq = wall } = part;
  const place = placeOf(
    entry({ author: peer(author), epoch: epoch(1), seq, hlc: [wall, counter] }),
  );
  const who = { id: peer(author), name: `P${author}` };
  const about = { author: who, text: `at ${wall}`, sentAt: wall, own: false, late: false };
  return { ...place, ...PLAIN, ...about };
}

function message(time: number, content: ChatMessage): ChatEvent {
  return at(time, { type: 'message', ...content });
}

test('a message that is told anew takes the place of what it was, and stays late', () => {
  const before = [message(1, said(1)), message(2, { ...said(2), late: true })].reduce(
    reduce,
    EMPTY_STATE,
  );
  const now = { ...said(2), text: 'edited', editedAt: 9 };
  const after = reduce(before, at(3, { type: 'amended', ...now }));
  expect(after.messages).toEqual([said(1), { ...now, late: true }]);
  expect(reduce(after, at(4, { type: 'amended', ...said(9) })).messages).toBe(after.messages);
});

test('a message that is told again is shown as it was told last', () => {
  const page: ChatFact = {
    type: 'history',
    messages: [said(1), said(2)],
    where: 'newest',
    hasOlder: false,
    hasNewer: false,
  };
  const now = { ...said(1), deleted: true, text: '' };
  const after = [at(1, page), message(2, now)].reduce(reduce, EMPTY_STATE);
  expect(after.messages).toEqual([now, said(2)]);
});

function noticed(notice: Notice): string {
  if (notice.kind === 'split') return `split ${names(notice.unreachable)}`;
  if (notice.kind === 'healed') return `healed ${names(notice.peers)} ${notice.merged}`;
  return `${notice.kind} ${notice.peer.name}`;
}

function names(people: readonly PeerRef[]): string {
  return people.map(({ name }) => name).join(' ');
}

/** The timeline as one would read it aloud. */
function lines(state: ChatState): string[] {
  return timelineOf(state).map((item) =>
    item.type === 'message' ? item.message.text : noticed(item.notice),
  );
}

const messages: fc.Arbitrary<ChatMessage[]> = fc.uniqueArray(
  fc
    .tuple(fc.nat(6), fc.nat(2), fc.integer({ min: 1, max: 3 }))
    .map(([wall, counter, author]) => said(wall, { counter, author, seq: wall * 3 + counter })),
  { selector: ({ id }) => id, maxLength: 25 },
);

test('the timeline is the same whatever order messages arrive in', () => {
  const arrivals = messages.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(arrivals, ([all, shuffled]) => {
      const wanted = all.toSorted(compareOrder).map(({ id }) => id);
      const state = fold(shuffled.map((each, i) => message(i, each)));
      expect(timelineOf(state).map(({ key }) => key)).toEqual(wanted);
    }),
  );
});

test('notices between the messages change nothing about the messages’ order', () => {
  const events = fc.tuple(messages, fc.array(fc.nat(6)), fc.infiniteStream(fc.boolean()));
  fc.assert(
    fc.property(events, ([all, times, turns]) => {
      const notices = times.map((time) => at(time, { type: 'peer-left', peer: ANA }));
      const queue = all.map((each) => message(0, each));
      const mixed = notices.flatMap((notice) => {
        const next = turns.next().value ? queue.splice(0, 1) : [];
        return [...next, notice];
      });
      const timeline = timelineOf(fold([...mixed, ...queue]));
      const shown = timeline.filter(({ type }) => type === 'message').map(({ key }) => key);
      expect(shown).toEqual(all.toSorted(compareOrder).map(({ id }) => id));
      const clock = timeline.map((item) =>
        item.type === 'message' ? item.message.hlc[0] : item.place,
      );
      expect(clock).toEqual(clock.toSorted((a, b) => a - b));
    }),
  );
});

test('a notice comes after every message that was there before it, whatever their clocks said', () => {
  const left = at(3, { type: 'peer-left', peer: ANA });
  const timeline = timelineOf(fold([message(1, said(5_000)), left, message(4, said(6_000))]));
  expect(timeline.map(({ type }) => type)).toEqual(['message', 'notice', 'message']);
});

test('a message that comes twice is shown once, live or from history', () => {
  const twice = said(5);
  const once = fold([message(1, twice)]);
  const history = at(2, { type: 'history', messages: [twice, said(4)], ...OLDEST });
  const again = fold([message(9, { ...twice, late: true }), history], once);
  expect(lines(once)).toEqual(['at 5']);
  expect(lines(again)).toEqual(['at 4', 'at 5']);
});

test('history goes before what is shown, and says whether there is more', () => {
  const page = [said(1), said(2)];
  const more = fold([
    message(9, said(3)),
    at(9, { type: 'history', messages: page, ...OLDEST, hasOlder: true }),
  ]);
  expect(lines(more)).toEqual(['at 1', 'at 2', 'at 3']);
  expect(more.hasOlder).toBe(true);
  const all = fold([at(9, { type: 'history', messages: [], ...OLDEST })], more);
  expect(all.hasOlder).toBe(false);
});

test('a late message takes its place, not the end', () => {
  const state = fold([message(1, said(10)), message(2, said(30)), message(3, said(20))]);
  expect(lines(state)).toEqual(['at 10', 'at 20', 'at 30']);
});

test('comings and goings are told in words of their own', () => {
  const state = fold([
    at(1, { type: 'peer-joined', peer: ANA, alreadyHere: false }),
    at(2, { type: 'peer-lost', peer: ANA }),
    at(3, { type: 'peer-back', peer: ANA }),
    at(4, { type: 'peer-left', peer: ANA }),
  ]);
  expect(lines(state)).toEqual(['joined Ana', 'lost Ana', 'back Ana', 'left Ana']);
});

test('whoever comes and says goodbye without end has joined and left', () => {
  const coming = Array.from({ length: 20 }, (_, i) => [
    at(10 + 2 * i, { type: 'peer-back', peer: ANA }),
    at(11 + 2 * i, { type: 'peer-left', peer: ANA }),
  ]);
  const first = at(1, { type: 'peer-joined', peer: ANA, alreadyHere: false });
  const state = fold([first, at(2, { type: 'peer-left', peer: ANA }), ...coming.flat()]);
  expect(lines(state)).toEqual(['joined Ana', 'left Ana']);
});

test('whoever was here before us is not announced', () => {
  const state = fold([at(1, { type: 'peer-joined', peer: ANA, alreadyHere: true })]);
  expect(timelineOf(state)).toEqual([]);
});

test.each([
  ['who starts a group has created it', true, false, ['created Me']],
  ['who starts alone in a known group has not created it again', true, true, []],
  ['who finds others has joined', false, false, ['joined Me']],
  ['who comes back to others has joined again', false, true, ['joined Me']],
])('%s', (_, created, known, wanted) => {
  const state = fold([at(1, { type: 'joined-group', ...CREATED, created, known })]);
  expect(lines(state)).toEqual(wanted);
  expect(state).toMatchObject({ joined: true, self: ME, group: 'lobby' });
});

test('leaving empties everything but the count', () => {
  const state = fold([
    at(1, { type: 'joined-group', ...CREATED }),
    message(2, said(1)),
    at(3, { type: 'left-group' }),
  ]);
  expect(state).toEqual({ ...EMPTY_STATE, folded: state.folded });
});

test('somebody whose link flaps gets one pair of notices, not a room full', () => {
  const flaps = Array.from({ length: 20 }, (_, i) => [
    at(i * 2_000, { type: 'peer-lost', peer: ANA }),
    at(i * 2_000 + 1_000, { type: 'peer-back', peer: ANA }),
  ]).flat();
  expect(lines(fold(flaps))).toEqual(['lost Ana', 'back Ana']);
});

test('losses far apart, and those of others, are all told', () => {
  const state = fold([
    at(0, { type: 'peer-lost', peer: ANA }),
    at(1, { type: 'peer-lost', peer: BEN }),
    at(2, { type: 'peer-back', peer: ANA }),
    at(70_000, { type: 'peer-lost', peer: ANA }),
  ]);
  expect(lines(state)).toEqual(['lost Ana', 'lost Ben', 'back Ana', 'lost Ana']);
});

test('the newest eight alerts are kept, and one that is repeated is kept once', () => {
  const warnings = [...'abcdefghib'].map((text, i) =>
    at(i, { type: i % 2 ? 'warning' : 'error', code: 'test', message: text }),
  );
  const { alerts } = fold(warnings);
  expect(alerts.map(({ message: text }) => text).join('')).toBe('acdefghib'.slice(1));
  expect(alerts.at(-1)?.severity).toBe('warning');
});

test('a seed that answers takes back what was said of it, and of nobody else', () => {
  const warning = { type: 'warning', code: 'seed-unreachable' } as const;
  const { alerts } = fold([
    at(1, { ...warning, message: 'a is silent', about: 'a:1' }),
    at(2, { ...warning, message: 'b is silent', about: 'b:1' }),
    at(3, { type: 'resolved', about: 'a:1' }),
  ]);
  expect(alerts.map(({ about }) => about)).toEqual(['b:1']);
});

test('every notice and alert has a key of its own', () => {
  const joined = { type: 'peer-joined', peer: ANA, alreadyHere: false } as const;
  const notices = Array.from({ length: 10 }, () => at(5, joined));
  const keys = timelineOf(fold(notices)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(10);
});

test('the address and the people are those last told', () => {
  const people = [{ ...ANA, state: 'direct' as const }];
  const state = fold([
    at(1, { type: 'listening', address: 'a:1', addresses: ['a:1', 'b:1'] }),
    at(2, { type: 'roster', peers: people }),
  ]);
  expect(state).toMatchObject({ address: 'a:1', addresses: ['a:1', 'b:1'], people });
});

test('it is known how far each member holds each own log', () => {
  const held = (by: number, start: number, seq: number): ChatEvent =>
    at(1, { type: 'held', by: peer(by), log: log(1, start), seq });
  const state = fold([held(2, 1, 3), held(3, 1, 2), held(2, 2, 1), held(2, 1, 5)]);
  expect(state.held).toEqual({
    [log(1, 1)]: { [peer(2)]: 5, [peer(3)]: 2 },
    [log(1, 2)]: { [peer(2)]: 1 },
  });
});

test('catching up is shown until everything has come', () => {
  const some = fold([at(1, { type: 'catching-up', done: 300, total: 10_000 })]);
  expect(some.catchUp).toEqual({ done: 300, total: 10_000 });
  const all = fold([at(2, { type: 'catching-up', done: 10_000, total: 10_000 })], some);
  expect(all.catchUp).toBeNull();
});

test('folding leaves the state before it as it was', () => {
  const before = Object.freeze(fold([message(1, said(1))]));
  const { messages } = before;
  const texts = lines(before);
  fold([message(2, said(2)), at(3, { type: 'left-group' })], before);
  expect(before.messages).toBe(messages);
  expect(lines(before)).toEqual(texts);
});

const CLEO: PeerRef = { id: peer(4), name: 'Cleo' };

function lost(time: number, who: PeerRef): ChatEvent {
  return at(time, { type: 'peer-lost', peer: who });
}

function back(time: number, who: PeerRef): ChatEvent {
  return at(time, { type: 'peer-back', peer: who });
}

function split(time: number, since: number, ...unreachable: readonly PeerRef[]): ChatEvent {
  return at(time, { type: 'split', reached: [], unreachable, since });
}

function healed(time: number, since: number, ...peers: readonly PeerRef[]): ChatEvent {
  return at(time, { type: 'healed', peers, missing: [], since, merged: 3 });
}

test('the sentence about a split takes the place of the losses that it is made of', () => {
  const events = [lost(10, CLEO), lost(100_000, ANA), lost(100_500, BEN)];
  expect(lines(fold(events))).toEqual(['lost Cleo', 'lost Ana', 'lost Ben']);
  const parted = fold([...events, split(101_500, 95_000, ANA, BEN)]);
  expect(lines(parted)).toEqual(['lost Cleo', 'split Ana Ben']);
  expect(parted.splits).toMatchObject([{ since: 95_000 }]);
});

test('a split that turns out larger stays one sentence', () => {
  const events = [
    lost(100, ANA),
    lost(200, BEN),
    split(1_200, 90, ANA, BEN),
    lost(5_000, CLEO),
    split(6_000, 90, ANA, BEN, CLEO),
  ];
  const state = fold(events);
  expect(lines(state)).toEqual(['split Ana Ben Cleo']);
  expect(state.splits).toHaveLength(1);
});

test('while a split lasts nobody in it is lost or back by themselves', () => {
  const parted = [lost(100, ANA), lost(200, BEN), split(1_200, 90, ANA, BEN)];
  const state = fold([...parted, back(90_000, ANA), lost(91_000, ANA), back(92_000, ANA)]);
  expect(lines(state)).toEqual(['split Ana Ben']);
  const together = fold([back(92_100, BEN), healed(95_000, 90, ANA, BEN)], state);
  expect(lines(together)).toEqual(['split Ana Ben', 'healed Ana Ben 3']);
  expect(together.splits).toEqual([]);
  expect(lines(fold([lost(200_000, ANA)], together)).at(-1)).toBe('lost Ana');
});

test('a split lasts for those who are still away when some are back', () => {
  const state = fold([split(1_000, 90, ANA, BEN), healed(50_000, 90, BEN)]);
  expect(state.splits.map(({ unreachable }) => unreachable)).toEqual([[ANA]]);
  expect(fold([healed(60_000, 90, ANA)], state).splits).toEqual([]);
});

test('who comes back only to say goodbye has left, and is away no more', () => {
  const state = fold([
    split(1_000, 90, ANA, BEN),
    back(2_000, BEN),
    at(2_500, { type: 'peer-left', peer: BEN }),
  ]);
  expect(lines(state)).toEqual(['split Ana Ben', 'left Ben']);
  expect(state.splits.map(({ unreachable }) => unreachable)).toEqual([[ANA]]);
});

test('a network that breaks again at once says so once, and an earlier split stays on record', () => {
  const state = fold([
    split(1_000, 90, ANA, BEN),
    healed(5_000, 90, ANA, BEN),
    split(500_000, 499_000, ANA, BEN),
    healed(510_000, 499_000, ANA, BEN),
    split(540_000, 539_000, ANA, BEN),
  ]);
  expect(lines(state)).toEqual(['split Ana Ben', 'healed Ana Ben 3', 'split Ana Ben']);
  expect(state.splits).toMatchObject([{ since: 539_000 }]);
});
