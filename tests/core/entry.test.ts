import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareEntries,
  type Entry,
  type EntryRow,
  fromRow,
  idOf,
  isRow,
  logOf,
  MAX_BODY_BYTES,
  orderOf,
  toRow,
} from '../../src/core/entry.ts';
import { compareOrder } from '../../src/core/order.ts';
import { AWKWARD_TEXTS, entry, epoch, log, peer } from '../support/entries.ts';

function read(row: unknown): Entry | null {
  return isRow(row) ? fromRow(entry(), 2, row) : null;
}

/** The row of a good entry with the field at `place` replaced. */
function spoilt(place: number, value: unknown): readonly unknown[] {
  const row: EntryRow = toRow(entry());
  return row.with(place, value as never);
}

test('an entry travels as a row and is the same when it arrives', () => {
  const sent = entry({ hlc: [5, 3], sentAt: 7, seq: 2, kind: 'text', body: 'hello' });
  expect(toRow(sent)).toEqual([5, 3, 7, 'text', 'hello']);
  expect(read(toRow(sent))).toEqual(sent);
});

test.each(AWKWARD_TEXTS)('%j travels untouched as the text of a message', (body) => {
  expect(read(toRow(entry({ body })))?.body).toBe(body);
});

test.each(AWKWARD_TEXTS)('%j travels untouched in a kind that is not known here', (body) => {
  expect(read(toRow(entry({ kind: 'reaction', body })))?.body).toBe(body);
});

test.each([
  ['a clock before 1970', 0, -1],
  ['a clock that no date can name', 0, 8.64e15 + 1],
  ['a negative counter', 1, -1],
  ['a moment that is a text', 2, '1'],
  ['a kind in capitals', 3, 'Text'],
  ['a kind without end', 3, 'a'.repeat(33)],
  ['a body that is not text', 4, null],
  ['an empty text', 4, ''],
  ['a blank text', 4, ' \n'],
  ['half a surrogate pair', 4, '\ud83d'],
  ['a text of 8193 bytes', 4, 'é'.repeat(4_096).concat('x')],
])('an entry with %s is refused', (_, place, value) => {
  expect(read(spoilt(place, value))).toBeNull();
});

test('a row too short or too long is refused', () => {
  const row = toRow(entry());
  expect(read(row.slice(0, -1))).toBeNull();
  expect(read([...row, 'more'])).toBeNull();
  expect(read({ ...row })).toBeNull();
});

test('the furthest clock that a date can name is read', () => {
  expect(read(spoilt(0, 8.64e15))?.hlc[0]).toBe(8.64e15);
});

test('a body of any kind has its bound in bytes', () => {
  const body = (bytes: number): string => 'é'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2);
  expect(read(toRow(entry({ kind: 'poll', body: body(MAX_BODY_BYTES) })))).not.toBeNull();
  expect(read(toRow(entry({ kind: 'poll', body: body(MAX_BODY_BYTES + 1) })))).toBeNull();
});

test('a profile that says no name is refused', () => {
  const profile = (body: string) => read(toRow(entry({ kind: 'profile', body })));
  expect(profile('{"name":"Ana","n":1}')).not.toBeNull();
  expect(profile('Ana')).toBeNull();
});

test('no row makes the reader throw', () => {
  const row = fc.tuple(...toRow(entry()).map((good) => fc.oneof(fc.constant(good), fc.anything())));
  fc.assert(
    fc.property(fc.oneof(row, fc.anything()), (value) => {
      read(value);
    }),
  );
});

test('entries are compared as their places are', () => {
  const any = fc
    .record({
      author: fc.nat(2),
      seq: fc.integer({ min: 1, max: 12 }),
      hlc: fc.tuple(fc.nat(2), fc.nat(2)),
    })
    .map(({ author, ...part }) => entry({ ...part, author: peer(author) }));
  fc.assert(
    fc.property(any, any, (a, b) => {
      const [fast, slow] = [compareEntries(a, b), compareOrder(orderOf(a), orderOf(b))];
      expect(Math.sign(fast)).toBe(Math.sign(slow));
    }),
  );
});

test('an entry’s id names its author, start and place', () => {
  const item = entry({ author: peer(3), epoch: epoch(4), seq: 10 });
  expect(logOf(item)).toBe(log(3, 4));
  expect(idOf(item)).toBe(`${log(3, 4)}.10`);
});
