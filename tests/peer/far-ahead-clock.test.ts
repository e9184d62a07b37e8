import { expect, test } from 'vitest';
import { at, Group } from '../support/group.ts';

const HOUR_MS = 3_600_000;

// Found by the simulation: who came back took the clock reading of nobody at all.
test('who comes back answers after what was said, though somebody’s clock is far ahead', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { clockOffsetMs: -2 * HOUR_MS });
  const eva = await group.start('eva', ['ana'], {}, { clockOffsetMs: 60 * HOUR_MS });
  await ana.say('question');
  await group.until(() => eva.texts.length === 1, 'Eva reads');
  await eva.say('far ahead');
  await group.quiet(100);
  await ben.leave();
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben is back');
  await ben.say('answer');

  expect(ben.texts).toEqual(['question', 'answer']);
  await group.until(() => eva.texts.length === 3, 'Eva reads the answer');
  expect(eva.texts).toEqual(['question', 'answer', 'far ahead']);
});

test('a message from days ahead is passed on, and shown when its time comes', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], {}, { clockOffsetMs: 49 * HOUR_MS });
  const hub = await group.start('hub', ['ana'], { mesh: false });
  const ben = await group.start('ben', ['hub'], { mesh: false }, { clockOffsetMs: 20 * HOUR_MS });
  await ana.say('from days ahead');
  await group.until(() => ben.texts.length === 1, 'Ben, whose clock is not so far off, reads it');
  await group.quiet(10_000);
  expect(hub.texts).toEqual([]);
  expect(await group.run(hub.peer.history(9), 'the hub looks back')).toEqual([]);

  await hub.leave();
  await group.run(hub.join({ seeds: [at('ana')], mesh: false }), 'the hub starts again');
  await group.quiet(HOUR_MS - 60_000);
  expect(hub.texts).toEqual([]);
  await group.quiet(3 * 60_000);
  expect(hub.texts).toEqual(['from days ahead']);
  expect(hub.told).toHaveLength(1);
});

test('a clock that was put right again does not leave what follows years ahead', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], {}, { clockOffsetMs: 365 * 24 * HOUR_MS });
  await ana.say('from next year');
  const ben = await group.start('ben', ['ana']);
  await ana.leave();
  const again = await group.start('ana', ['ben'], {}, { as: ana });
  await again.say('now');
  await group.until(() => ben.texts.includes('now'), 'Ben reads it at once');
  expect(ben.texts).toEqual(['now']);
});

test('somebody whose clock is just not too far ahead makes nobody else wait to be read', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const eva = await group.start('eva', ['ana'], {}, { clockOffsetMs: 47 * HOUR_MS });
  const ben = await group.start('ben', ['ana'], {}, { clockOffsetMs: -2 * HOUR_MS });
  await eva.say('ahead');
  await group.until(() => ana.texts.length === 1, 'Ana reads Eva, and follows her clock');
  await ana.say('answer');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana at once');
  expect(ben.texts).toEqual(['answer']);
  await ben.leave();
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben is back');
  expect(ben.texts).toEqual(['answer']);
  await group.quiet(2 * HOUR_MS);
  expect(ben.texts).toEqual(['ahead', 'answer']);
});
