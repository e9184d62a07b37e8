import { expect, test } from 'vitest';
import { watchNetwork } from '../../src/host/network-watch.ts';

/** A computer whose time and addresses the test sets. */
class Computer {
  now = 1_700_000_000_000;
  addresses = '192.0.2.1';
  changes = 0;
  #look: () => void = () => undefined;

  constructor() {
    watchNetwork(
      () => {
        this.changes += 1;
      },
      {
        now: () => this.now,
        addresses: () => this.addresses,
        every: (_, run) => {
          this.#look = run;
        },
      },
    );
  }

  /** The next look comes after so many ms by the clock on the wall. */
  look(afterMs = 1_000): number {
    this.now += afterMs;
    this.#look();
    return this.changes;
  }
}

test('a computer that stays as it is has nothing to tell, though looks come a little late', () => {
  const computer = new Computer();
  for (const lateMs of [0, 1, 200, 2_000, 0]) computer.look(1_000 + lateMs);
  expect(computer.changes).toBe(0);
});

test('another address is told once', () => {
  const computer = new Computer();
  computer.addresses = '198.51.100.7';
  expect(computer.look()).toBe(1);
  expect(computer.look()).toBe(1);
  computer.addresses = '';
  expect(computer.look()).toBe(2);
});

test.each([
  ['an hour of sleep', 3_600_000],
  ['a stop of five seconds', 6_000],
  ['a clock that was set back', -3_600_000],
])('%s is told once', (_, ms) => {
  const computer = new Computer();
  computer.look();
  expect(computer.look(ms)).toBe(1);
  expect(computer.look()).toBe(1);
});
