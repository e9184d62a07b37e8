import { expect, test } from 'vitest';
import { Allowance } from '../../src/core/allowance.ts';

const START = 1_700_000_000_000;

test('a burst may come at once, and what is beyond has to wait', () => {
  const allowance = new Allowance(10, 20, START);
  allowance.take(20, START);
  expect(allowance.waitMs(START)).toBe(0);
  allowance.take(5, START);
  expect(allowance.waitMs(START)).toBe(500);
  expect(allowance.waitMs(START + 500)).toBe(0);
});

test('it fills at its rate, and never above the burst', () => {
  const allowance = new Allowance(10, 20, START);
  allowance.take(20, START);
  allowance.take(11, START + 1_000);
  expect(allowance.waitMs(START + 1_000)).toBe(100);
  allowance.take(21, START + 1_000_000);
  expect(allowance.waitMs(START + 1_000_000)).toBe(100);
});

test('a clock that is set back neither gives nor takes', () => {
  const allowance = new Allowance(10, 20, START);
  allowance.take(21, START);
  expect(allowance.waitMs(START - 60_000)).toBe(100);
  expect(allowance.waitMs(START - 59_900)).toBe(0);
});
