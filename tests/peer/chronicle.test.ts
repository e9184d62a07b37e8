import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Entry, idOf } from '../../src/core/entry.ts';
import type { ChatFact, ChatMessage } from '../../src/core/events.ts';
import { type EntryId, entryId } from '../../src/core/ids.ts';
import { EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { Chronicle } from '../../src/peer/chronicle.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { chained, entry, group, log, peer, run } from '../support/entries.ts';
import { ManualClock } from '../support/manual-clock.ts';

const HOUR_MS = 3_600_000;
const PEOPLE = 3;
const EACH = 8;

/** A chronicle over a store of its own, and what a screen shows of all that it tells. */
class Screen {
  readonly clock = new ManualClock();
  readonly store = new MemoryStore();
  readonly facts: ChatFact[] = [];
  chronicle: Chronicle = this.open();
  #state = EMPTY_STATE;

  open(): Chronicle {
    return new Chronicle({
      ...{ clock: this.clock, store: this.store, group: group(1), joinedAt: 0 },
      self: peer(1),
      nameOf: (author) => author,
      tell: (fact) => {
        this.facts.push(fact);
        this.#state = reduce(this.#state, { ...fact, at: this.clock.now() });
      },
      window: () => this.#state,
      shown: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
  }

  async take(entries: readonly Entry[]): Promise<void> {
    this.chronicle.add(await this.store.append(group(1), chained(entries)));
  }

  get messages(): readonly ChatMessage[] {
    return this.#state.messages.map((message) => ({ ...message, late: false }));
  }

  /** What somebody sees who starts now and reads it all. */
  async afresh(): Promise<readonly ChatMessage[]> {
    const chronicle = this.open();
    const read = await chronicle.newest(999);
    chronicle.close();
    return read;
  }
}

/** What the same group of people may say in one place or another: about each other's, and about nothing. */
const place: fc.Arbitrary<EntryId> = fc
  .tuple(fc.integer({ min: 1, max: PEOPLE }), fc.integer({ min: 1, max: EACH + 1 }))
  .map(([author, seq]) => entryId(log(author), seq));
const content: fc.Arbitrary<Pick<Entry, 'kind' | 'body'>> = fc.oneof(
  fc.nat(99).map((n) => ({ kind: 'text', body: `text ${n}` })),
  fc.constant({ kind: 'action', body: 'waves' }),
  place.map((to) => ({ kind: 'reply', body: `${to}\nanswer` })),
  fc.tuple(place, fc.nat(99)).map(([of, n]) => ({ kind: 'on-edit', body: `${of}\nedit ${n}` })),
  place.map((of) => ({ kind: 'on-delete', body: of })),
  fc
    .tuple(place, fc.constantFrom('👍', '🎉'), fc.constantFrom('+', '-'))
    .map(([of, emoji, sign]) => ({ kind: 'on-react', body: `${of}\n${sign}${emoji}` })),
  fc.constant({ kind: 'poll', body: '?' }),
  place.map((of) => ({ kind: 'on-pin', body: of })),
);
/** Some are from days ahead, so that they are held back. */
const said = fc.record({
  content,
  at: fc.oneof({ arbitrary: fc.nat(30), weight: 6 }, fc.constant(49 * HOUR_MS)),
});
const story: fc.Arbitrary<readonly Entry[]> = fc
  .array(fc.array(said, { minLength: 1, maxLength: EACH }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  })
  .map((logs) => {
    const start = new ManualClock().now();
    return logs.flatMap((all, person) =>
      all.map(({ content: { kind, body }, at }, index) => {
        const sentAt = start + at;
        const author = peer(person + 1);
        return entry({ author, seq: index + 1, hlc: [sentAt, index], sentAt, kind, body });
      }),
    );
  });
/** All of it in any order, cut into batches anywhere. */
const arrival = story.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all], { minLength: all.length }),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: all.length, maxLength: all.length }),
  ),
);

async function arrive(entries: readonly Entry[], sizes: readonly number[]): Promise<Screen> {
  const screen = new Screen();
  let at = 0;
  for (const size of sizes) {
    // Not awaited: the next comes while this one is still looked up.
    void screen.take(entries.slice(at, at + size));
    if (size === 5) await screen.chronicle.settled();
    at += size;
  }
  await screen.clock.advance(0);
  await screen.chronicle.settled();
  return screen;
}

test('whatever order things arrive in, the screen shows what is stored as it is', async () => {
  await fc.assert(
    fc.asyncProperty(arrival, async ([all, order, sizes]) => {
      const screen = await arrive(order, sizes);
      expect(screen.messages).toEqual(await screen.afresh());
      const inOrder = await arrive(
        all,
        all.map(() => 1),
      );
      expect(screen.messages).toEqual(inOrder.messages);
      // The time of those from days ahead has come.
      await screen.clock.advance(2 * HOUR_MS);
      await screen.chronicle.settled();
      expect(screen.messages).toEqual(await screen.afresh());
      expect(screen.messages.every(({ id }, i, { [i + 1]: next }) => id !== next?.id)).toBe(true);
      const told = screen.facts.flatMap((fact) => (fact.type === 'message' ? [fact.id] : []));
      expect(new Set(told).size).toBe(told.length);
      screen.chronicle.close();
      inOrder.chronicle.close();
    }),
    { numRuns: 200 },
  );
});

test('what changes nothing that is shown tells nothing', async () => {
  const screen = new Screen();
  const [mine, theirs] = [entry(), entry({ author: peer(2) })];
  await screen.take([mine]);
  await screen.chronicle.settled();
  const notes = [
    { kind: 'on-pin', body: idOf(mine) },
    { kind: 'on-later', body: 'anything' },
    { kind: 'on-react', body: `${idOf(theirs)}\n+👍` },
  ];
  await screen.take(notes.map((each, i) => entry({ ...each, seq: i + 2 })));
  await screen.chronicle.settled();
  expect(screen.facts.map(({ type }) => type)).toEqual(['message']);
  screen.chronicle.close();
});

test('a kind that is not known is a line without words, which can be deleted and reacted to', async () => {
  const screen = new Screen();
  const poll = entry({ kind: 'poll', body: 'Lunch?' });
  await screen.take([poll]);
  await screen.take([entry({ seq: 2, kind: 'on-edit', body: `${idOf(poll)}\nno text of it` })]);
  await screen.take([entry({ seq: 3, kind: 'on-react', body: `${idOf(poll)}\n+👍` })]);
  await screen.chronicle.settled();
  const [message] = screen.messages;
  expect(message).toMatchObject({ form: 'unknown', text: '', editedAt: null });
  expect(message?.reactions).toHaveLength(1);
  await screen.take([entry({ seq: 4, kind: 'on-delete', body: idOf(poll) })]);
  await screen.chronicle.settled();
  expect(screen.messages).toMatchObject([{ deleted: true, reactions: [] }]);
  screen.chronicle.close();
});

test('replies on the screen follow what they quote, and no others are told', async () => {
  const screen = new Screen();
  const first = entry({ author: peer(2) });
  const body = `${idOf(first)}\nyes`;
  const replies = Array.from({ length: 1_200 }, (_, i) =>
    entry({ seq: i + 1, kind: 'reply', body }),
  );
  await screen.take([first, ...replies]);
  await screen.take([entry({ author: peer(2), seq: 2, kind: 'on-delete', body: idOf(first) })]);
  await screen.chronicle.settled();
  const shown = screen.messages.length;
  expect(shown).toBeLessThan(1_000);
  expect(screen.messages.every(({ quote }) => quote?.deleted)).toBe(true);
  const amended = screen.facts.filter(({ type }) => type === 'amended');
  expect(amended).toHaveLength(shown + 1);
  await screen.chronicle.goTo({ to: 'older' });
  expect(screen.messages.every(({ quote }) => quote?.deleted)).toBe(true);
  screen.chronicle.close();
});

test('what many replies quote is read once', async () => {
  const screen = new Screen();
  const first = entry({ author: peer(2) });
  await screen.take([first]);
  await screen.chronicle.settled();
  const asked = vi.spyOn(screen.store, 'entries');
  const body = `${idOf(first)}\nyes`;
  await screen.take(run(1, 9, { kind: 'reply', body }));
  await screen.chronicle.settled();
  expect(asked.mock.calls.map(([, ids]) => ids)).toEqual([[idOf(first)]]);
  screen.chronicle.close();
});
