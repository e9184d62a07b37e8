import { expect, test } from 'vitest';
import { Group } from '../support/group.ts';

const NAMES = ['ana', 'ben', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal'] as const;
/** Of the seven neighbours of each, 50 ms. */
const REST_MS = 350;

async function mesh() {
  const group = new Group();
  const [ana] = await group.mesh(...NAMES);
  await group.quiet(10_000);
  const heard = () =>
    group.network.messages('have').filter(({ from, to }) => from === 'ben' && to === 'ana').length;
  return { group, ana, heard };
}

test('whoever has a message of somebody else says so after a tenth of a second', async () => {
  const { group, ana, heard } = await mesh();
  group.network.frames.splice(0);
  await ana.say('Anybody there?');
  await group.until(() => heard() === 1, 'Ben has it', 130);
});

test('while others talk all are told what is here no oftener than twenty frames a second allow', async () => {
  const { group, ana, heard } = await mesh();
  group.network.frames.splice(0);
  const began = group.clock.now();
  while (group.clock.now() < began + 10 * REST_MS) {
    await ana.say('And another thing.');
    await group.quiet(20);
  }
  const frames = heard();
  expect(frames, 'more than the first').toBeGreaterThan(8);
  expect(frames).toBeLessThanOrEqual(11);
});
