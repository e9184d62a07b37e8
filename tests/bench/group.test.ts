import { expect, test } from 'vitest';
import {
  authorIn,
  MESSAGE_BYTES,
  makeMessage,
  momentIn,
  nowUs,
  numberIn,
} from '../../bench/group/message.ts';
import { Tally } from '../../bench/group/tally.ts';

function come(tally: Tally, author: number, ...numbers: readonly number[]): void {
  for (const number of numbers) tally.bytes(makeMessage(author, number, nowUs()), 0, MESSAGE_BYTES);
}

test('a message says whose it is, which, and when it was said, in 200 letters', () => {
  const message = makeMessage(31, 1_234_567, 987_654_321_012);
  expect(message.toString('latin1')).toMatch(
    /^031012345670000987654321012 The door sensor .{155}\.$/,
  );
  const chunk = Buffer.concat([Buffer.from('before'), message]);
  expect(authorIn(chunk, 6)).toBe(31);
  expect(numberIn(chunk, 6)).toBe(1_234_567);
  expect(momentIn(chunk, 6)).toBe(987_654_321_012);
});

test('a goal is reached when all have said as much, and not before', async () => {
  const tally = new Tally(true);
  let reached = false;
  const goal = tally.reach([1, 2], 2).then(() => {
    reached = true;
  });
  come(tally, 1, 1, 2, 3);
  come(tally, 2, 1);
  await Promise.resolve();
  expect(reached).toBe(false);
  come(tally, 2, 2);
  await goal;
});

test('what has come before is counted towards a goal', async () => {
  const tally = new Tally(true);
  come(tally, 1, 1, 2);
  expect(await tally.reach([1], 2)).toBeLessThanOrEqual(nowUs());
});

test('a message that is cut short, or comes as another text, is not taken', () => {
  const tally = new Tally(true);
  tally.text(makeMessage(1, 1, 0).toString('latin1').slice(1));
  expect(() => tally.check()).toThrow('has 199 bytes');
  expect(tally.counts).toEqual([]);
});

test('delays are noted for what comes after the timing has begun', () => {
  const tally = new Tally(true);
  come(tally, 1, 1);
  tally.time();
  tally.bytes(makeMessage(1, 2, nowUs() - 5_000), 0, MESSAGE_BYTES);
  expect(tally.delaysUs).toHaveLength(1);
  expect(tally.delaysUs[0]).toBeGreaterThanOrEqual(5_000);
});

test('what goes wrong in the background fails whoever waits, then and later', async () => {
  const tally = new Tally(true);
  const goal = tally.reach([1], 1);
  tally.fail(new Error('the link was lost'));
  await expect(goal).rejects.toThrow('the link was lost');
  await expect(tally.reach([1], 1)).rejects.toThrow('the link was lost');
});
