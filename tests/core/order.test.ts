import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOrder, type Hlc, latest, type Ordered, tick } from '../../src/core/order.ts';
import { entry, epoch, peer, placeOf } from '../support/entries.ts';

const small = fc.nat(3);
const hlc: fc.Arbitrary<Hlc> = fc.tuple(small, small);
const place: fc.Arbitrary<Ordered> = fc
  .tuple(hlc, small, small, small)
  .map(([at, author, start, seq]) =>
    placeOf(entry({ author: peer(author), epoch: epoch(start), seq, hlc: at })),
  );

test('any two places compare the opposite way round when they are swapped', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(Math.sign(compareOrder(a, b)) + Math.sign(compareOrder(b, a))).toBe(0);
    }),
  );
});

test('only a place and itself are equal', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(compareOrder(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

test('what comes before something comes before all that follows it', () => {
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      fc.pre(compareOrder(a, b) <= 0 && compareOrder(b, c) <= 0);
      expect(compareOrder(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('entries sort alike whatever order they arrived in', () => {
  const arrivals = fc
    .array(place, { maxLength: 30 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
  fc.assert(
    fc.property(arrivals, ([one, other]) => {
      expect(one.toSorted(compareOrder)).toEqual(other.toSorted(compareOrder));
    }),
  );
});

test('the clock decides first, then its counter, then the author, then the start', () => {
  const sorted = [
    entry({ hlc: [1, 9], author: peer(9) }),
    entry({ hlc: [2, 0], author: peer(8) }),
    entry({ hlc: [2, 1], author: peer(3), epoch: epoch(1) }),
    entry({ hlc: [2, 1], author: peer(3), epoch: epoch(2) }),
    entry({ hlc: [2, 1], author: peer(4), epoch: epoch(1) }),
  ].map(placeOf);
  expect(sorted.toReversed().sort(compareOrder)).toEqual(sorted);
});

test('a tick is later than the last reading, whatever this machine’s clock says', () => {
  fc.assert(
    fc.property(hlc, fc.nat(5), (last, now) => {
      const next = tick(last, now);
      expect(latest(last, next)).toEqual(next);
      expect(next).not.toEqual(last);
      expect(next[0]).toBe(Math.max(last[0], now));
    }),
  );
});

test('a tick starts counting anew when the clock has moved on', () => {
  expect(tick([10, 4], 11)).toEqual([11, 0]);
  expect(tick([10, 4], 10)).toEqual([10, 5]);
  expect(tick([10, 4], 3)).toEqual([10, 5]);
});

test('the later of two readings is the same whichever comes first', () => {
  expect(latest([2, 0], [1, 9])).toEqual([2, 0]);
  expect(latest([1, 9], [2, 0])).toEqual([2, 0]);
  expect(latest([2, 1], [2, 3])).toEqual([2, 3]);
  expect(latest([2, 3], [2, 1])).toEqual([2, 3]);
});

test('an author who uses one clock reading twice is sorted by number, not by text', () => {
  const ninth = placeOf(entry({ seq: 9, hlc: [5, 0] }));
  const tenth = placeOf(entry({ seq: 10, hlc: [5, 0] }));
  expect(compareOrder(ninth, tenth)).toBeLessThan(0);
  expect(compareOrder(tenth, ninth)).toBeGreaterThan(0);
});
