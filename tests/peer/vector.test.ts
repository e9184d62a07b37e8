import { expect, test } from 'vitest';
import { Vector } from '../../src/peer/vector.ts';
import { entry, hashOf, log, peer } from '../support/entries.ts';

const HEAD = { seq: 1, hash: hashOf(entry()) };
const nobody = (): boolean => false;

test('one author’s logs are bounded, and those that have begun go on', () => {
  const vector = new Vector();
  for (let start = 1; start <= 4_096; start++) vector.store(log(1, start), HEAD);
  expect(vector.hasRoomFor(log(1, 4_097), () => true)).toBe(false);
  expect(vector.hasRoomFor(log(1, 4_096), nobody)).toBe(true);
  expect(vector.hasRoomFor(log(2, 1), nobody)).toBe(true);
  vector.setBack(log(1, 7), { seq: 0, hash: HEAD.hash });
  expect(vector.hasRoomFor(log(1, 4_097), nobody)).toBe(true);
});

test('logs in all are bounded, but for those of whoever has been met', () => {
  const vector = new Vector();
  for (let author = 1; author <= 100_000; author++) vector.store(log(author), HEAD);
  expect(vector.hasRoomFor(log(100_001), nobody)).toBe(false);
  expect(vector.hasRoomFor(log(100_001), (author) => author === peer(100_001))).toBe(true);
  expect(vector.hasRoomFor(log(7), nobody)).toBe(true);
});
