import { expect, test } from 'vitest';
import {
  entryId,
  isEpoch,
  isGroupId,
  isLogId,
  isPeerId,
  logId,
  splitLogId,
} from '../../src/core/ids.ts';
import { epoch, group, log, peer } from '../support/entries.ts';

test('each kind of id is told by its length in lower-case hex', () => {
  expect(isPeerId(peer(1))).toBe(true);
  expect(isGroupId(group(1))).toBe(true);
  expect(isEpoch(epoch(1))).toBe(true);
  expect(isLogId(log(1))).toBe(true);
});

test.each([
  ['a digit short', 'a'.repeat(63)],
  ['a digit long', 'a'.repeat(65)],
  ['in upper case', 'A'.repeat(64)],
  ['not hex', 'g'.repeat(64)],
  ['with a line after it', `${'a'.repeat(64)}\n`],
  ['a number', 1],
  ['nothing', null],
  ['an array that prints as one', ['a'.repeat(64)]],
])('an id that is %s is none', (_, value) => {
  expect(isPeerId(value)).toBe(false);
  expect(isGroupId(value)).toBe(false);
  expect(isEpoch(value)).toBe(false);
  expect(isLogId(value)).toBe(false);
});

test.each([`${peer(1)}`, `${peer(1)}.`, `.${epoch(1)}`, `${log(1)}.1`, `${epoch(1)}.${peer(1)}`])(
  '%s is not the id of a log',
  (value) => {
    expect(isLogId(value)).toBe(false);
  },
);

test('a log’s id falls apart into what it was made of', () => {
  const made = logId(peer(7), epoch(9));
  expect(made).toBe(`${peer(7)}.${epoch(9)}`);
  expect(splitLogId(made)).toEqual({ author: peer(7), epoch: epoch(9) });
  expect(entryId(made, 12)).toBe(`${peer(7)}.${epoch(9)}.12`);
});
