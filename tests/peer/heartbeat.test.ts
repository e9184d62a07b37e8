import { expect, test } from 'vitest';
import { Heartbeat } from '../../src/peer/heartbeat.ts';
import { Group } from '../support/group.ts';
import { ManualClock } from '../support/manual-clock.ts';

const MINUTE_MS = 60_000;

/** The two ends of one link with nothing to say, and how often each has asked. */
function pair(clock: ManualClock, wayMs: number): { asked: { dialler: number; listener: number } } {
  const asked = { dialler: 0, listener: 0 };
  const end = (role: 'dialler' | 'listener', other: () => Heartbeat): Heartbeat =>
    new Heartbeat({
      clock,
      role,
      ping: (n) => {
        asked[role] += 1;
        clock.after(wayMs, () => {
          other().heard();
          other().said();
          clock.after(wayMs, () => {
            ends[role].heard();
            ends[role].answered(n, clock.now() - wayMs);
          });
        });
      },
      measured: () => undefined,
      slept: () => undefined,
      look: () => undefined,
      silent: () => expect.unreachable(`the ${role} gives up a link that answers`),
    });
  const ends: Record<'dialler' | 'listener', Heartbeat> = {
    dialler: end('dialler', () => ends.listener),
    listener: end('listener', () => ends.dialler),
  };
  return { asked };
}

/** One end that asks when the test says so, and what it learns of the other end's clock. */
function asking(clock: ManualClock): { heartbeat: Heartbeat; offsets: number[] } {
  const offsets: number[] = [];
  const heartbeat = new Heartbeat({
    clock,
    role: 'dialler',
    ping: () => undefined,
    measured: ({ offsetMs }) => offsets.push(offsetMs),
    slept: () => undefined,
    look: () => undefined,
    silent: () => undefined,
  });
  return { heartbeat, offsets };
}

/** One end whose other end never answers. */
function alone(clock: ManualClock): { heartbeat: Heartbeat; told: string[] } {
  const start = clock.now();
  const told: string[] = [];
  const tell = (what: string) => (): void => {
    told.push(`${what} after ${clock.now() - start}`);
  };
  const heartbeat = new Heartbeat({
    clock,
    role: 'dialler',
    ping: tell('ping'),
    measured: () => undefined,
    slept: () => undefined,
    look: () => undefined,
    silent: tell('silent'),
  });
  return { heartbeat, told };
}

test.each([0, 1, 40, 400])(
  'an idle link of %i ms costs one ping in five seconds, asked by one side',
  async (wayMs) => {
    const clock = new ManualClock();
    const { asked } = pair(clock, wayMs);
    await clock.advance(10 * MINUTE_MS);
    // For the clock's sake, once a minute.
    expect(asked.listener).toBeLessThanOrEqual(11);
    expect(asked.dialler).toBeGreaterThanOrEqual(100);
    expect(asked.dialler).toBeLessThanOrEqual(120);
  },
);

test('a busy link is asked once a minute, for its clock, and sets one timer in an interval', async () => {
  const clock = new ManualClock();
  let timers = 0;
  let asked = 0;
  const counting = {
    now: () => clock.now(),
    after: (delayMs: number, run: () => void) => {
      timers += 1;
      return clock.after(delayMs, run);
    },
  };
  const heartbeat = new Heartbeat({
    clock: counting,
    role: 'listener',
    ping: () => {
      asked += 1;
      heartbeat.answered(counting.now(), counting.now());
    },
    measured: () => undefined,
    slept: () => undefined,
    look: () => undefined,
    silent: () => expect.unreachable('it was heard a moment ago'),
  });
  for (let heard = 0; heard < 1_200; heard++) {
    await clock.advance(50);
    heartbeat.heard();
    heartbeat.said();
  }
  expect(timers).toBeLessThan(15);
  // For the clock's sake only.
  expect(asked).toBeLessThanOrEqual(2);
  heartbeat.stop();
  expect(clock.waiting).toBe(0);
});

test('who only listens says something every few seconds, for the sake of the other side', async () => {
  const clock = new ManualClock();
  const { heartbeat, told } = alone(clock);
  heartbeat.ask();
  heartbeat.answered(clock.now(), clock.now());
  for (let second = 0; second < 24; second++) {
    await clock.advance(1_000);
    heartbeat.heard();
  }
  expect(told.map((line) => line.replace(/ after.*/, ''))).toEqual(Array(5).fill('ping'));
});

test('silence is asked about twice and then is the end', async () => {
  const clock = new ManualClock();
  const { told } = alone(clock);
  await clock.advance(MINUTE_MS);
  expect(told).toEqual(['ping after 5000', 'ping after 10000', 'silent after 15000']);
  expect(clock.waiting).toBe(0);
});

test('who answers the second question is asked no more than anybody else', async () => {
  const clock = new ManualClock();
  const { heartbeat, told } = alone(clock);
  await clock.advance(12_000);
  heartbeat.heard();
  heartbeat.answered(clock.now() - 2_000, clock.now());
  await clock.advance(10_000);
  expect(told).toEqual([
    'ping after 5000',
    'ping after 10000',
    'ping after 15000',
    'ping after 20000',
  ]);
});

test.each([
  ['at once', 0, 0, 420_000],
  ['after a second each way', 1_000, 1_000, 420_000],
  ['after half a second on one way only', 0, 500, 419_750],
  ['after two seconds and a bit', 1_000, 1_001, null],
  ['by a program that had stood still for a minute', 60_000, 0, null],
] as const)('a clock seven minutes fast that answers %s is told', async (_, to, back, expected) => {
  const clock = new ManualClock();
  const { heartbeat, offsets } = asking(clock);
  heartbeat.ask();
  const asked = clock.now();
  await clock.advance(to);
  const at = clock.now() + 420_000;
  await clock.advance(back);
  heartbeat.answered(asked, at);
  expect(offsets).toEqual(expected === null ? [] : [expected]);
});

test('an answer to no question of ours, or to one answered already, measures nothing', async () => {
  const clock = new ManualClock();
  const { heartbeat, offsets } = asking(clock);
  heartbeat.answered(clock.now(), clock.now());
  heartbeat.ask();
  heartbeat.answered(clock.now() - 1, clock.now() + 420_000);
  heartbeat.answered(clock.now(), clock.now());
  heartbeat.answered(clock.now(), clock.now() + 420_000);
  expect(offsets).toEqual([0]);
});

test('a comparison that failed is made again with the next look, a good one after a minute', async () => {
  const clock = new ManualClock();
  const { heartbeat, told } = alone(clock);
  const busyFor = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      heartbeat.heard();
      heartbeat.said();
      await clock.advance(1_000);
    }
  };
  await busyFor(15);
  expect(told.length).toBeGreaterThanOrEqual(2);
  heartbeat.ask();
  heartbeat.answered(clock.now(), clock.now());
  told.splice(0);
  await busyFor(59);
  expect(told).toEqual([]);
  await busyFor(8);
  expect(told).not.toEqual([]);
});

test('a quiet group hardly pings: what it says to keep in step is a sign of life', async () => {
  const group = new Group();
  await group.mesh('ana', 'ben');
  await group.quiet();
  const before = group.network.messages('ping').length;
  await group.quiet(5 * MINUTE_MS);
  expect(group.network.messages('ping').length - before).toBeLessThanOrEqual(60);
  expect(group.network.messages('pong')).toHaveLength(group.network.messages('ping').length);
});

test.each([
  ['a reset', 'cut', 1_000],
  ['silence', 'silence', 15_500],
] as const)('%s is seen in time by both ends of a link', async (_, fault, boundMs) => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet(20_000);
  group.network[fault]('ana', 'ben');
  await group.until(
    () => ana.about('peer-lost').length === 1 && ben.about('peer-lost').length === 1,
    'both have lost each other',
    boundMs,
  );
});
