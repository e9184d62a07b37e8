import { expect, test } from 'vitest';
import { MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import { Group } from '../support/group.ts';

test('long messages sent all at once reach the others in frames that they accept', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const texts = Array.from({ length: 60 }, (_, i) => `${i} ${'漢'.repeat(2_700)}`);
  expect(Buffer.byteLength(texts.join(''))).toBeGreaterThan(MAX_FRAME_BYTES);
  group.network.frames.splice(0);
  const said = Promise.all(texts.map((text) => ana.say(text)));
  await group.until(() => ben.texts.length === texts.length, 'Ben reads all');
  await said;
  expect(ben.texts).toEqual(texts);
  const pages = group.network.messages('entries').map(({ message }) => message?.['why']);
  expect(pages, 'the first of them are pushed, not asked for').toContain('live');
});
