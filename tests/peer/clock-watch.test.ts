import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { ClockWatch } from '../../src/peer/clock-watch.ts';
import { Group, type Member } from '../support/group.ts';
import { ManualClock } from '../support/manual-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A watch over made-up people, and what it says, with `-` before what it takes back. */
class Watched {
  readonly clock = new ManualClock();
  readonly said: string[] = [];
  readonly watch = new ClockWatch({
    clock: this.clock,
    nameOf: (id) => id,
    tell: (fact) => {
      if (fact.type === 'warning') this.said.push(fact.message);
      else if (fact.type === 'resolved') this.said.push(`-${fact.about}`);
    },
  });

  async measure(offsets: Readonly<Record<string, number>>): Promise<readonly string[]> {
    for (const [name, offset] of Object.entries(offsets))
      this.watch.measured(name as PeerId, offset);
    await this.clock.advance(5 * SECOND);
    return this.said.splice(0);
  }
}

test.each([
  [2 * MINUTE, null],
  [-2 * MINUTE, null],
  [2 * MINUTE + 1, "Carol's clock is 2 minutes fast"],
  [7 * MINUTE, "Carol's clock is 7 minutes fast"],
  [-7.4 * MINUTE, "Carol's clock is 7 minutes slow"],
  [59.4 * MINUTE, "Carol's clock is 59 minutes fast"],
  [59.6 * MINUTE, "Carol's clock is an hour fast"],
  [-3 * HOUR, "Carol's clock is 3 hours slow"],
  [23.4 * HOUR, "Carol's clock is 23 hours fast"],
  [23.6 * HOUR, "Carol's clock is a day fast"],
  [-49 * HOUR, "Carol's clock is 2 days slow"],
  [19_000 * DAY, "Carol's clock is 19000 days fast"],
])('a clock %i ms ahead is put as “%s”', async (offset, sentence) => {
  const group = new Watched();
  expect(await group.measure({ Carol: offset })).toEqual(sentence === null ? [] : [sentence]);
});

test('a wrong clock is said once, again when it has changed, and taken back when it is right', async () => {
  const group = new Watched();
  await group.measure({ Carol: 7 * MINUTE });
  expect(await group.measure({ Carol: 7 * MINUTE + 800 })).toEqual([]);
  // Between seven and eight: what the network adds must not be said back and forth.
  expect(await group.measure({ Carol: 7.49 * MINUTE })).toEqual([]);
  expect(await group.measure({ Carol: 7.51 * MINUTE })).toEqual([]);
  expect(await group.measure({ Carol: 9 * MINUTE })).toEqual(["Carol's clock is 9 minutes fast"]);
  expect(await group.measure({ Carol: -3 * HOUR })).toEqual(["Carol's clock is 3 hours slow"]);
  expect(await group.measure({ Carol: 20 })).toEqual(['-clock Carol']);
  expect(await group.measure({ Carol: 20 })).toEqual([]);
  expect(await group.measure({ Carol: 7 * MINUTE })).toEqual(["Carol's clock is 7 minutes fast"]);
});

test('a clock about two minutes off is not said and taken back in turns', async () => {
  const group = new Watched();
  await group.measure({ Carol: 2 * MINUTE + 100 });
  for (let i = 0; i < 10; i++) {
    expect(await group.measure({ Carol: 2 * MINUTE - 100 })).toEqual([]);
    expect(await group.measure({ Carol: 2 * MINUTE + 100 })).toEqual([]);
  }
});

test('where most of the others disagree with us, it is our clock that is wrong', async () => {
  const group = new Watched();
  expect(
    await group.measure({ Ben: 7 * MINUTE, Carol: 7 * MINUTE + 300, Dan: 7 * MINUTE - 300 }),
  ).toEqual(['Your clock seems to be 7 minutes slow']);
  // Set right, and each compared anew.
  expect(await group.measure({ Ben: 0, Carol: 300, Dan: -300 })).toEqual(['-clock']);
});

test('who agrees with our wrong clock has a wrong one too, and a third is told against the right time', async () => {
  const group = new Watched();
  const offsets = { Ben: -HOUR, Carol: -HOUR, Dan: 0, Eva: -HOUR, Finn: -3 * HOUR };
  expect(await group.measure(offsets)).toEqual([
    'Your clock seems to be an hour fast',
    "Dan's clock is an hour fast",
    "Finn's clock is 2 hours slow",
  ]);
});

test.each([
  ['one other', { Ben: 7 * MINUTE }],
  ['half of the others', { Ben: 7 * MINUTE, Carol: 7 * MINUTE, Dan: 0, Eva: 0 }],
  ['others who are off in different directions', { Ben: 7 * MINUTE, Carol: -7 * MINUTE }],
])('%s cannot say that our clock is wrong', async (_, offsets) => {
  const group = new Watched();
  const said = await group.measure(offsets);
  expect(said).not.toEqual([]);
  expect(said.filter((sentence) => /Your/.test(sentence))).toEqual([]);
});

test('what was compared before our own clock jumped counts no more', async () => {
  const group = new Watched();
  await group.measure({ Ben: 7 * MINUTE, Carol: 7 * MINUTE });
  group.watch.jumped();
  expect(await group.measure({ Ben: 10 })).toEqual(['-clock']);
  expect(await group.measure({ Carol: 10 })).toEqual([]);
});

test('people without number cannot make a peer remember without end', async () => {
  const group = new Watched();
  for (let i = 0; i < 300; i++) group.watch.measured(`${i}` as PeerId, 0);
  // The first 44 are forgotten: of 256 zeros and 257 sevens the sevens are the most.
  const late = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`late ${i}`, HOUR]));
  expect(await group.measure(late)).toEqual(['Your clock seems to be an hour slow']);
});

test('members whose clocks agree are told nothing, one whose clock is off is named by all', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const carol = await group.start('carol', ['ana'], {}, { clockOffsetMs: 7 * MINUTE });
  const skew = (member: Member): readonly string[] =>
    member.all('warning').map(({ message }) => message);
  await group.until(() => skew(ana).length + skew(ben).length + skew(carol).length >= 3, 'all say');
  await group.quiet(5 * MINUTE);
  expect(skew(ana)).toEqual(["carol's clock is 7 minutes fast"]);
  expect(skew(ben)).toEqual(["carol's clock is 7 minutes fast"]);
  expect(skew(carol)).toEqual(['Your clock seems to be 7 minutes fast']);
  expect(ana.peer.state.alerts).toMatchObject([{ code: 'clock-skew', severity: 'warning' }]);
  carol.clockOffsetMs = 0;
  await group.until(
    () => [ana, ben, carol].every(({ peer }) => peer.state.alerts.length === 0),
    'all take it back',
    70 * SECOND,
  );
  expect(skew(ana)).toHaveLength(1);
  expect(skew(carol)).toHaveLength(1);
});
