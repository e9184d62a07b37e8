import { expect, test } from 'vitest';
import { Group } from '../support/group.ts';
import { RawPeer } from '../support/raw-peer.ts';

const SECOND = 1_000;
const DUPLICATE = { t: 'goodbye', code: 'duplicate', message: 'There is a newer link' };

/** Mallory, with a link to Ana that is up. `who` makes several of them several people. */
async function linked(group: Group, who?: number): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, 'ana', who);
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

test('who ends a link as the second of two is not missed while the first is still coming up', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const old = await linked(group);
  const other = await RawPeer.dial(group, 'ana');
  await other.shakeHands(group);
  old.say(DUPLICATE);
  await group.quiet(800);
  expect(ana.about('peer-lost')).toEqual([]);
  other.hello();
  await group.quiet(5 * SECOND);
  expect(ana.about('peer-lost')).toEqual([]);
  expect(ana.about('peer-joined')).toEqual(['Mallory']);
  expect(ana.count('direct')).toBe(1);
});

test('where no other link comes up after all, they are lost', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const old = await linked(group);
  old.say(DUPLICATE);
  await group.until(() => ana.about('peer-lost').length === 1, 'Mallory is missed', 1_500);
});

test.each([
  ['three within a minute', 15 * SECOND, ['profile-in-use']],
  ['one every half minute or so', 35 * SECOND, []],
  ['four far apart', 300 * SECOND, []],
])('%s of links taken over is judged for what it is', async (_, pauseMs, codes) => {
  const group = new Group();
  const ana = await group.start('ana');
  for (let i = 0; i < 4; i++) {
    const raw = await linked(group);
    raw.say(DUPLICATE);
    await group.quiet(pauseMs);
  }
  expect(ana.all('error').map(({ code }) => code)).toEqual(codes);
});

test('one link with each of many taken over is no second program, however many at once', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  for (const who of [0xf1, 0xf2, 0xf3, 0xf4]) {
    const raw = await linked(group, who);
    raw.say(DUPLICATE);
  }
  await group.quiet(5 * SECOND);
  expect(ana.about('peer-lost')).toHaveLength(4);
  expect(ana.all('error')).toEqual([]);
});
