import { expect, test } from 'vitest';
import type { Entry } from '../../src/core/entry.ts';
import { EMPTY_WINDOW } from '../../src/core/window.ts';
import { Chronicle } from '../../src/peer/chronicle.ts';
import { Shelf } from '../../src/peer/shelf.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { chained, entry, group, peer, run } from '../support/entries.ts';
import { ManualClock } from '../support/manual-clock.ts';

const HOUR_MS = 3_600_000;

/** Entries of one author, all said so far ahead of the clock. */
function ahead(clock: ManualClock, author: number, count: number, aheadMs: number): Entry[] {
  const sentAt = clock.now() + aheadMs;
  return run(1, count, { author: peer(author), sentAt, hlc: [sentAt, 0] });
}

test('one author who fills the shelf pushes nobody else’s messages out', async () => {
  const clock = new ManualClock();
  const due: Entry[] = [];
  const shelf = new Shelf({ clock, due: (entries) => due.push(...entries) });
  expect(shelf.sort(ahead(clock, 1, 5_000, 49 * HOUR_MS))).toEqual([]);
  expect(shelf.sort(ahead(clock, 2, 3, 50 * HOUR_MS))).toEqual([]);
  expect(shelf.sort(ahead(clock, 1, 5_000, 49 * HOUR_MS))).toEqual([]);
  await clock.advance(3 * HOUR_MS);
  expect(due.filter(({ author }) => author === peer(2))).toHaveLength(3);
  expect(due).toHaveLength(1_000);
  shelf.close();
});

test('what one author has filled pages with hides nobody else’s held messages at the next start', async () => {
  const clock = new ManualClock();
  const store = new MemoryStore();
  const [mallory, ben] = [ahead(clock, 1, 1_000, 70 * HOUR_MS), ahead(clock, 2, 1, 49 * HOUR_MS)];
  const now = entry({ author: peer(3), sentAt: clock.now(), hlc: [clock.now(), 0] });
  await store.append(group(1), chained([...mallory, ...ben, now]));
  const shown: string[] = [];
  const chronicle = new Chronicle({
    ...{ clock, store, group: group(1), self: peer(9), joinedAt: clock.now() },
    nameOf: (author) => author,
    window: () => EMPTY_WINDOW,
    shown: () => undefined,
    failed: (error) => {
      throw error;
    },
    tell: (fact) => {
      if (fact.type === 'message') shown.push(fact.author.id);
    },
  });
  await chronicle.open();
  await clock.advance(2 * HOUR_MS);
  expect(shown).toEqual([peer(2)]);
  chronicle.close();
});
