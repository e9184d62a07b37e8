import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent, ChatFact, ChatMessage, PeerRef } from '../../src/core/events.ts';
import { compareOrder } from '../../src/core/order.ts';
import { type ChatState, EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { entry, epoch, log, peer, placeOf } from '../support/entries.ts';

const ME: PeerRef = { id: peer(1), name: 'Me' };
const ANA: PeerRef = { id: peer(2), name: 'Ana' };
const BEN: PeerRef = { id: peer(3), name: 'Ben' };
const CREATED = { group: 'lobby', self: ME, created: true, known: false, via: null } as const;

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
  return { ...place, author: who, text: `at ${wall}`, sentAt: wall, own: false, late: false };
}

function message(time: number, content: ChatMessage): ChatEvent {
  return at(time, { type: 'message', ...content });
}

/** The timeline as one would read it aloud. */
function lines(state: ChatState): string[] {
  return state.timeline.map((item) =>
    item.type === 'message' ? item.message.text : `${item.notice.kind} ${item.notice.peer.name}`,
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
      expect(state.timeline.map(({ key }) => key)).toEqual(wanted);
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
      const { timeline } = fold([...mixed, ...queue]);
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
  const { timeline } = fold([message(1, said(5_000)), left, message(4, said(6_000))]);
  expect(timeline.map(({ type }) => type)).toEqual(['message', 'notice', 'message']);
});

test('a message that comes twice is shown once, live or from history', () => {
  const twice = said(5);
  const once = fold([message(1, twice)]);
  const history = at(2, { type: 'history', messages: [twice, said(4)], complete: true });
  const again = fold([message(9, { ...twice, late: true }), history], once);
  expect(lines(once)).toEqual(['at 5']);
  expect(lines(again)).toEqual(['at 4', 'at 5']);
});

test('history goes before what is shown, and says whether there is more', () => {
  const page = [said(1), said(2)];
  const more = fold([
    message(9, said(3)),
    at(9, { type: 'history', messages: page, complete: false }),
  ]);
  expect(lines(more)).toEqual(['at 1', 'at 2', 'at 3']);
  expect(more.hasOlder).toBe(true);
  const all = fold([at(9, { type: 'history', messages: [], complete: true })], more);
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

test('whoever was here before us is not announced', () => {
  const state = fold([at(1, { type: 'peer-joined', peer: ANA, alreadyHere: true })]);
  expect(state.timeline).toEqual([]);
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
  const notices = Array.from({ length: 10 }, () => at(5, { type: 'peer-left', peer: ANA }));
  const keys = fold(notices).timeline.map(({ key }) => key);
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
  const timeline = [...before.timeline];
  fold([message(2, said(2)), at(3, { type: 'left-group' })], before);
  expect(before.timeline).toEqual(timeline);
});
