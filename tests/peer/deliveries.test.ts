import { expect, test, vi } from 'vitest';
import type { ChatFact } from '../../src/core/events.ts';
import { Deliveries } from '../../src/peer/deliveries.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { group, log, peer } from '../support/entries.ts';
import { ManualClock } from '../support/manual-clock.ts';

const OWN = log(1, 2);
const EARLIER = log(1, 1);

const SELF = { group: group(1), self: peer(1), current: OWN };

/** A peer that has said these in this start; its name is the first entry of the log. */
function having(...texts: readonly number[]): Deliveries {
  const deliveries = new Deliveries({
    ...SELF,
    clock: new ManualClock(),
    store: new MemoryStore(),
  });
  deliveries.stored(OWN, 1);
  for (const seq of texts) say(deliveries, seq);
  return deliveries;
}

function say(deliveries: Deliveries, seq: number): void {
  deliveries.stored(OWN, seq);
  deliveries.shown(OWN, seq);
}

/** `delivered` as number of the message and how many have it; the rest is left out. */
function delivered(facts: readonly ChatFact[]): readonly string[] {
  return facts.flatMap((fact) =>
    fact.type === 'delivered' ? [`${fact.id.split('.').at(-1)}: ${fact.to.length}`] : [],
  );
}

function told(deliveries: Deliveries, by: number, seq: number): readonly string[] {
  return delivered(deliveries.held(peer(by), OWN, seq));
}

test('each message tells once of each member that holds it', () => {
  const deliveries = having(2, 3, 5);
  expect(told(deliveries, 7, 3)).toEqual(['2: 1', '3: 1']);
  expect(told(deliveries, 7, 3)).toEqual([]);
  expect(told(deliveries, 8, 5)).toEqual(['2: 2', '3: 2', '5: 1']);
  expect(told(deliveries, 7, 5)).toEqual(['5: 2']);
});

test('however many messages a member gets, one number tells of them', () => {
  const facts = having(2, 3, 5).held(peer(7), OWN, 5);
  expect(facts.filter(({ type }) => type === 'held')).toEqual([
    { type: 'held', by: peer(7), log: OWN, seq: 5 },
  ]);
});

test('somebody else’s log says nothing of our messages, nor do we of our own', () => {
  const deliveries = having(2);
  expect(deliveries.held(peer(7), log(2), 9)).toEqual([]);
  expect(deliveries.held(peer(1), OWN, 2)).toEqual([]);
});

test('nobody is believed to hold what has not been said yet', () => {
  const deliveries = having(2);
  expect(told(deliveries, 7, Number.MAX_SAFE_INTEGER)).toEqual(['2: 1']);
  say(deliveries, 3);
  expect(told(deliveries, 8, 3)).toEqual(['2: 2', '3: 1']);
});

test('who has messages of earlier starts is told once these are shown', () => {
  const deliveries = having(2);
  deliveries.stored(EARLIER, 4);
  expect(deliveries.held(peer(7), EARLIER, 3)).toEqual([]);
  const upTo = (seq: number) => ({ type: 'held', by: peer(7), log: EARLIER, seq });
  expect(deliveries.shown(EARLIER, 2)).toEqual([upTo(3)]);
  expect(deliveries.shown(EARLIER, 3)).toEqual([]);
  expect(deliveries.held(peer(7), EARLIER, 4)).toEqual([upTo(4)]);
});

test('no neighbour can make us remember people without end', () => {
  const deliveries = having(2);
  for (let by = 100; by < 1_000; by++) deliveries.held(peer(by), OWN, 2);
  say(deliveries, 3);
  expect(told(deliveries, 100, 3)).toEqual(['3: 1']);
  expect(told(deliveries, 1_000, 3)).toEqual([]);
});

test('what is known is stored a few seconds later, many news at once, and the rest when leaving', async () => {
  const clock = new ManualClock();
  const store = new MemoryStore();
  const stored = vi.spyOn(store, 'keepWatermarks');
  const deliveries = new Deliveries({ ...SELF, clock, store });
  for (const seq of [1, 2, 3, 4]) {
    say(deliveries, seq);
    deliveries.held(peer(7), OWN, seq);
    deliveries.held(peer(8), OWN, seq - 1);
  }
  await clock.advance(10_000);
  expect(stored).toHaveBeenCalledTimes(1);
  deliveries.held(peer(8), OWN, 4);
  await deliveries.close();
  expect(await store.watermarks(SELF.group)).toEqual([
    [peer(7), OWN, 4, 0],
    [peer(8), OWN, 4, 0],
  ]);
  const later = new Deliveries({ ...SELF, current: log(1, 3), clock, store });
  await later.open();
  expect(later.shown(OWN, 3)).toMatchObject([
    { by: peer(7), seq: 4 },
    { by: peer(8), seq: 4 },
  ]);
});

test('a disk that cannot keep what is known does no harm', async () => {
  const clock = new ManualClock();
  const store = new MemoryStore();
  vi.spyOn(store, 'keepWatermarks').mockRejectedValue(new Error('disk full'));
  const deliveries = new Deliveries({ ...SELF, clock, store });
  say(deliveries, 2);
  deliveries.held(peer(7), OWN, 2);
  await clock.advance(10_000);
  say(deliveries, 3);
  expect(told(deliveries, 7, 3)).toEqual(['3: 1']);
  await deliveries.close();
});
