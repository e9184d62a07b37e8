import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Amendments, MAX_MARKS_EACH, MAX_REACTORS } from '../../src/core/amendments.ts';
import type { Change } from '../../src/core/content.ts';
import { idOf } from '../../src/core/entry.ts';
import { entry, peer } from '../support/entries.ts';

/** What the changes are about: a message of the first person. */
const OF = idOf(entry());
let seq = 0;

type Done = readonly [by: number, at: number, change: Change];

function amended(done: readonly Done[]): Amendments {
  const amendments = new Amendments();
  for (const [by, at, change] of done) {
    seq += 1;
    amendments.take(entry({ author: peer(by), seq, hlc: [at, 0], sentAt: at }), change);
  }
  return amendments;
}

/** Everything that can be seen of them. */
function seen({ deleted, edit, reactions, last }: Amendments): unknown {
  return { deleted, edit: edit && [edit.text, edit.at], reactions, last };
}

function edit(by: number, at: number, text: string): Done {
  return [by, at, { is: 'edit', of: OF, text }];
}

function remove(by: number, at: number): Done {
  return [by, at, { is: 'delete', of: OF }];
}

function react(by: number, at: number, emoji: string, on = true): Done {
  return [by, at, { is: 'react', of: OF, emoji, on }];
}

test('the last edit counts, whichever came first', () => {
  const two = [edit(1, 2, 'second'), edit(1, 1, 'first')];
  expect(amended(two).edit).toMatchObject({ text: 'second', at: 2 });
  expect(amended(two.toReversed()).edit).toMatchObject({ text: 'second', at: 2 });
});

test('nobody else edits or deletes what somebody has said', () => {
  expect(seen(amended([edit(2, 1, 'mine'), remove(2, 2)]))).toEqual(seen(new Amendments()));
});

test('the newest edit or deletion is known, and no reaction is one', () => {
  const first = entry({ seq: 7, hlc: [1, 0] });
  const gone = entry({ seq: 8, hlc: [2, 0] });
  const amendments = new Amendments();
  expect(amendments.last).toBeNull();
  amendments.take(gone, { is: 'delete', of: OF });
  amendments.take(first, { is: 'edit', of: OF, text: 'before' });
  amendments.take(entry({ seq: 9, hlc: [3, 0] }), { is: 'react', of: OF, emoji: '👍', on: true });
  expect(amendments.last).toBe(idOf(gone));
});

test('a deletion stays, whatever was edited after it', () => {
  expect(amended([remove(1, 1), edit(1, 2, 'back again')]).deleted).toBe(true);
});

test('an emoji is where it was put last, by each person for themselves', () => {
  const done = [react(2, 1, '👍'), react(3, 2, '👍'), react(2, 3, '👍', false), react(2, 4, '🎉')];
  for (const order of [done, done.toReversed()]) {
    expect(amended(order).reactions).toEqual([
      { emoji: '👍', by: [peer(3)] },
      { emoji: '🎉', by: [peer(2)] },
    ]);
  }
});

test('one who puts on more than anybody would costs no more, and takes nobody else’s off', () => {
  const flags = Array.from({ length: 500 }, (_, i) => {
    const letter = (n: number): string => String.fromCodePoint(0x1f1e6 + (n % 26));
    return react(2, 10 + i, letter(i) + letter(Math.floor(i / 26)));
  });
  const { reactions } = amended([react(3, 1, '👍'), ...flags]);
  expect(reactions).toHaveLength(MAX_MARKS_EACH + 1);
  expect(reactions[0]).toEqual({ emoji: '👍', by: [peer(3)] });
});

test('an emoji is the same with the sign for a picture and without it', () => {
  const done = [
    react(2, 1, '❤'),
    react(3, 2, '❤\ufe0f'),
    react(2, 3, '👍'),
    react(2, 4, '👍\ufe0f', false),
  ];
  for (const order of [done, done.toReversed()]) {
    expect(amended(order).reactions).toEqual([{ emoji: '❤', by: [peer(2), peer(3)] }]);
  }
});

test('of each person so many of the last words count, on one emoji or on many', () => {
  const toggled = Array.from({ length: MAX_MARKS_EACH }, (_, i) =>
    react(2, 10 + i, '👍', i % 2 === 1),
  );
  const all = [react(2, 1, '🎉'), ...toggled];
  for (const order of [all, all.toReversed(), [...all, ...all]]) {
    expect(amended(order).reactions).toEqual([{ emoji: '👍', by: [peer(2)] }]);
  }
});

test('of so many people reactions count, whoever came first', () => {
  const all = Array.from({ length: MAX_REACTORS + 9 }, (_, i) => react(i + 1, 500 - i, '👍'));
  const counted = (order: readonly Done[]): unknown => amended(order).reactions[0]?.by.toSorted();
  const people = Array.from({ length: MAX_REACTORS }, (_, i) => peer(i + 1));
  expect(counted(all)).toEqual(people);
  expect(counted(all.toReversed())).toEqual(people);
});

const done: fc.Arbitrary<Done> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 2 }), fc.nat(9), fc.constantFrom('a', 'b', 'c'))
    .map(([by, at, text]) => edit(by, at, text)),
  fc.integer({ min: 1, max: 20 }).map((by) => remove(by, by)),
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.nat(300),
      // More than count of one person, so that some fall out.
      fc.nat(MAX_MARKS_EACH + 20),
      fc.boolean(),
    )
    .map(([by, at, n, on]) => react(by, at, String.fromCodePoint(0x1f300 + n), on)),
);

test('the same changes come to the same, in whatever order and however often they arrive', () => {
  const arrivals = fc
    .array(done, { maxLength: 300, size: 'max' })
    .map((all) => all.map((each, i): readonly [number, Done] => [i + 1, each]))
    .chain((all) => {
      const again = all.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...all));
      const order = again.chain((more) =>
        fc.shuffledSubarray([...all, ...more], { minLength: all.length + more.length }),
      );
      return fc.tuple(fc.constant(all), order);
    });
  const fold = (all: readonly (readonly [number, Done])[]): unknown => {
    const amendments = new Amendments();
    for (const [place, [by, at, change]] of all) {
      const said = entry({ author: peer(by), seq: place, hlc: [at, 0], sentAt: at });
      amendments.take(said, change);
    }
    return seen(amendments);
  };
  fc.assert(
    fc.property(arrivals, ([all, order]) => {
      expect(fold(order)).toEqual(fold(all));
    }),
  );
});
