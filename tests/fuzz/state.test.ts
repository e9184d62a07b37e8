// src/core/state.ts, src/core/contacts.ts, src/core/notices.ts, src/core/holders.ts, src/core/split-words.ts,
// src/renderer/features/timeline/rows.ts, src/renderer/features/timeline/blocks.ts, src/renderer/features/people/roster.ts,
// src/renderer/features/dial/dial.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { shownAlerts, shownTimeline } from '../../src/core/contacts.ts';
import type { ChatEvent } from '../../src/core/events.ts';
import { holderCounter, holdersOf } from '../../src/core/holders.ts';
import { compareOrder } from '../../src/core/order.ts';
import { enumerated } from '../../src/core/split-words.ts';
import { type ChatState, EMPTY_STATE, reduce, reduceAll } from '../../src/core/state.ts';
import { type TimelineItem, timelineOf } from '../../src/core/timeline.ts';
import { outcomeOf, startDial } from '../../src/renderer/features/dial/dial.ts';
import { rosterOf } from '../../src/renderer/features/people/roster.ts';
import { type Block, blocksOf } from '../../src/renderer/features/timeline/blocks.ts';
import { rowsOf } from '../../src/renderer/features/timeline/rows.ts';
import { ENGLISH } from '../support/locales.ts';
import { expectCleanPrototypes, person } from './arbitraries.ts';
import { chatEvent, chatMessage } from './events.ts';
import { fuzz } from './fuzz.ts';

const events = fc.array(chatEvent, { maxLength: 40 });

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

function timeOf(item: TimelineItem): number {
  return item.type === 'message' ? item.message.hlc[0] : item.place;
}

function expectUnique(keys: readonly string[]): void {
  expect(new Set(keys).size).toBe(keys.length);
}

function expectSound(state: ChatState): void {
  const { alerts, splits, catchUp } = state;
  const timeline = timelineOf(state);
  expect(timelineOf({ ...state })).toBe(timeline);
  expectUnique(timeline.map(({ key }) => key));
  expectUnique(alerts.map(({ key }) => key));
  expect(alerts.length).toBeLessThanOrEqual(8);
  const messages = timeline.flatMap((item) => (item.type === 'message' ? [item.message] : []));
  expect(messages.map(({ id }) => id)).toEqual(messages.toSorted(compareOrder).map(({ id }) => id));
  const times = timeline.map(timeOf);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expectUnique(splits.map(({ since }) => String(since)));
  for (const { unreachable } of splits) expect(unreachable.length).toBeGreaterThan(0);
  if (catchUp !== null) expect(catchUp.done).toBeLessThan(catchUp.total);
}

fuzz(
  'after any events the state is sound, and nothing that was shown before has been changed',
  4_000,
  events,
  (all) => {
    let state = frozen(EMPTY_STATE);
    for (const event of all) {
      const before = state;
      state = frozen(reduce(state, frozen(event)));
      expectSound(state);
      expect(state.folded).toBe(before.folded + 1);
    }
    expectCleanPrototypes();
  },
);

fuzz(
  'folded together or one by one, events make the same state',
  2_000,
  fc.tuple(events, fc.array(fc.nat({ max: 8 }))),
  ([all, sizes]) => {
    let together = EMPTY_STATE;
    for (let from = 0, i = 0; from < all.length; i++) {
      const upTo = from + 1 + (sizes[i] ?? 5);
      together = reduceAll(together, frozen(all.slice(from, upTo)));
      from = upTo;
    }
    expect(together).toEqual(all.reduce(reduce, EMPTY_STATE));
  },
);

fuzz(
  'messages stand in one order however they came, together or one by one, once or twice',
  2_500,
  fc.tuple(fc.array(chatMessage, { maxLength: 20 }), fc.array(fc.nat()), events),
  ([messages, turns, before]) => {
    // With nothing beyond its ends: what sorts there is read again, and not shown before.
    const from = {
      ...before.filter(({ type }) => type !== 'left-group').reduce(reduce, EMPTY_STATE),
      ...{ hasOlder: false, hasNewer: false },
    };
    const one = (message: (typeof messages)[number]): ChatEvent => ({
      type: 'message',
      at: 0,
      ...message,
    });
    const ids = (state: ChatState): string[] => timelineOf(state).map(({ key }) => key);
    const ends = { where: 'older', hasOlder: false, hasNewer: false } as const;
    const page = reduce(from, { type: 'history', messages, ...ends, at: 0 });
    const single = messages.map(one).reduce(reduce, from);
    const shuffled = messages.toSorted(
      (a, b) => (turns[a.id.length % 7] ?? 0) - (turns[b.text.length % 5] ?? 0),
    );
    const mixed = [...shuffled, ...messages.toReversed()].map(one).reduce(reduce, from);
    expect(ids(single)).toEqual(ids(page));
    expect(ids(mixed)).toEqual(ids(page));
  },
);

fuzz(
  'rows and blocks hold every item once, in its order, whatever was shown before',
  1_500,
  fc.tuple(events, events),
  ([first, then]) => {
    let blocks: readonly Block[] = [];
    let state = EMPTY_STATE;
    for (const batch of [first, then]) {
      state = batch.reduce(reduce, state);
      const rows = rowsOf(timelineOf(state));
      const shown = rows.filter(({ type }) => type !== 'day');
      expect(
        shown.flatMap((row) =>
          row.type === 'comings' ? row.notices.map(({ key }) => key) : row.key,
        ),
      ).toEqual(timelineOf(state).map(({ key }) => key));
      expectUnique(rows.map(({ key }) => key));
      blocks = blocksOf(rows, blocks);
      expect(blocks.flatMap((block) => block.rows.map(({ key }) => key))).toEqual(
        rows.map(({ key }) => key),
      );
      expectUnique(blocks.map(({ key }) => key));
      for (const block of blocks) expect(block.rows.length).toBeLessThanOrEqual(18);
      expect(blocksOf(rows, blocks).every((block, i) => block === blocks[i])).toBe(true);
      // The first of those who say something in a row carries the name, the last who has it.
      rows.forEach((row, i) => {
        if (row.type !== 'message') return;
        const next = rows[i + 1];
        expect(row.closes).toBe(next?.type !== 'message' || next.opens);
      });
    }
  },
);

fuzz(
  'whatever state there is, the list of people, holders and dials make something of it',
  1_000,
  fc.tuple(events, person),
  ([all, who]) => {
    const state = all.reduce(reduce, EMPTY_STATE);
    const { self, looks, typing, people, alerts, contacts } = state;
    const timeline = timelineOf(state);
    const roster = rosterOf(self, people, state, ENGLISH, { looks, typing, now: 0 });
    expect(roster.shown.length + roster.blocked.length).toBe(
      people.length + (self === null ? 0 : 1),
    );
    const away = roster.shown.map((person) => person.state === 'offline' && !person.own);
    expect(away).toEqual(away.toSorted((a, b) => Number(a) - Number(b)));
    expect(rosterOf(self, people.toReversed(), state, ENGLISH, { looks, typing, now: 0 })).toEqual(
      roster,
    );
    const shown = shownTimeline(timeline, contacts);
    expect(shown.map(({ key }) => key)).toEqual(
      timeline.map(({ key }) => key).filter((key) => shown.some((item) => item.key === key)),
    );
    for (const item of shown) {
      if (item.type === 'message') expect(contacts[item.message.author.id]?.blocked).not.toBe(true);
    }
    expect(shownAlerts(alerts, contacts).length).toBeLessThanOrEqual(alerts.length);
    const count = holderCounter(state);
    for (const item of timeline) {
      if (item.type !== 'message') continue;
      const { has, lacks } = holdersOf(state, item.message.id);
      expect(has.length + lacks.length).toBe(people.length);
      expect(count(item.message.id)).toBe(has.length);
    }
    const dial = startDial('x', people, alerts);
    expect(outcomeOf(dial, people, alerts)).toBe('open');
    const sentence = enumerated([...people, who]);
    expect(sentence.filter((part) => typeof part !== 'string').length).toBeLessThanOrEqual(4);
  },
);
