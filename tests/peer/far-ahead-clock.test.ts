import { expect, test } from 'vitest';
import { at, Group } from '../support/group.ts';

const HOUR_MS = 3_600_000;

// Found by the simulation: who came back took the clock reading of nobody at all.
test('who comes back answers after what was said, though somebody’s clock is far ahead', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { clockOffsetMs: -2 * HOUR_MS });
  const eva = await group.start('eva', ['ana'], {}, { clockOffsetMs: 30 * HOUR_MS });
  await ana.say('question');
  await group.until(() => eva.texts.length === 1, 'Eva reads');
  await eva.say('far ahead');
  await group.until(() => ben.texts.length === 2, 'Ben reads both');
  await ben.leave();
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben is back');
  await ben.say('answer');

  expect(ben.texts).toEqual(['question', 'answer', 'far ahead']);
});
