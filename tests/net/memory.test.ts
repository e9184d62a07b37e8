import { describe, expect, test } from 'vitest';
import { MemoryNetwork } from '../../src/net/memory.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { connected, open, type TransportHarness } from './doors.ts';
import { transportSuite } from './transport.suite.ts';

/** Far more than anything here takes: past it, what is waited for will never happen. */
const MOST_TURNS = 10_000;

type MemoryHarness = TransportHarness & {
  readonly network: MemoryNetwork;
  readonly clock: ManualClock;
};

function memoryHarness(delayMs: number): MemoryHarness {
  const clock = new ManualClock();
  const network = new MemoryNetwork(clock, delayMs);
  return {
    network,
    clock,
    server: network.transport('10.0.0.1'),
    client: network.transport('10.0.0.2'),
    host: '10.0.0.1',
    wait: async (happening) => {
      let settled = false;
      const noted = happening.finally(() => {
        settled = true;
      });
      // Whoever waits hears of a rejection below; until then it is not unhandled.
      noted.catch(() => undefined);
      for (let turn = 0; turn < MOST_TURNS && !settled; turn++) await clock.advance(1);
      if (!settled) throw new Error('It did not happen');
      return noted;
    },
  };
}

describe.each([0, 20])('memory with a delay of %i ms', (delayMs) => {
  transportSuite(() => memoryHarness(delayMs));
});

test('nothing arrives before its time', async () => {
  const harness = memoryHarness(20);
  const { near, far } = await connected(harness);
  near.connection.write(Buffer.from('hello'));
  await harness.clock.advance(19);
  expect(far.received).toHaveLength(0);
  await harness.clock.advance(1);
  expect(String(far.received)).toBe('hello');
});

test('a cut resets both ends of every connection between two hosts, and no other', async () => {
  const harness = memoryHarness(0);
  const third = { ...harness, client: harness.network.transport('10.0.0.3') };
  const door = await open(harness);
  const [cut, kept] = [await connected(harness, door), await connected(third, door)];
  harness.network.cut('10.0.0.2', '10.0.0.1');
  await harness.wait(Promise.all([cut.near.hasClosed(), cut.far.hasClosed()]));
  expect([...cut.near.closes, ...cut.far.closes]).toMatchObject([
    { code: 'reset' },
    { code: 'reset' },
  ]);
  kept.near.connection.write(Buffer.from('hello'));
  await harness.wait(kept.far.hasReceived(5));
  expect(kept.near.closes).toEqual([]);
});
