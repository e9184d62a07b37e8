import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { Group } from '../support/group.ts';

/** A disk that can be full. */
class FullDisk extends MemoryStore {
  full = false;

  override async append(
    ...args: Parameters<MemoryStore['append']>
  ): ReturnType<MemoryStore['append']> {
    if (this.full) throw new Error('disk full');
    return super.append(...args);
  }
}

test('what could not be stored is neither shown nor sent, and the sender is told', async () => {
  const group = new Group();
  const store = new FullDisk();
  const ana = await group.start('ana', [], {}, { store });
  const ben = await group.start('ben', ['ana']);
  await group.quiet();
  group.network.frames.splice(0);
  store.full = true;
  const sent = await group.run(ana.peer.send('lost?'), 'Ana sends');
  await group.quiet();
  expect(sent).toMatchObject({
    ok: false,
    error: { code: 'not-stored', message: expect.stringContaining('disk full') },
  });
  expect(ana.all('error')).toMatchObject([{ code: 'store-failed' }]);
  expect(ana.all('error')[0]?.message).toContain('disk full');
  expect(ana.texts).toEqual([]);
  expect(ben.texts).toEqual([]);
  expect(group.network.messages('entries')).toEqual([]);
});

test('once the disk has room again, later messages are sent, and reach everybody', async () => {
  const group = new Group();
  const store = new FullDisk();
  const ana = await group.start('ana', [], {}, { store });
  const ben = await group.start('ben', ['ana']);
  store.full = true;
  const failed = [ana.peer.send('one'), ana.peer.send('two')];
  for (const sent of await group.run(Promise.all(failed), 'Ana sends')) {
    expect(sent).toMatchObject({ ok: false, error: { code: 'not-stored' } });
  }
  store.full = false;
  await ana.say('three');
  await ana.say('four');
  await group.until(() => ben.texts.length === 2, 'Ben reads Ana');
  expect(ben.texts).toEqual(['three', 'four']);
  expect(ana.texts).toEqual(['three', 'four']);
  const cleo = await group.start('cleo', ['ben']);
  await group.until(() => cleo.texts.length === 2, 'Cleo catches up');
});

test('a receiver whose disk was full gets what it missed although nobody says anything more', async () => {
  const group = new Group();
  const store = new FullDisk();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { store });
  await group.quiet();
  store.full = true;
  await ana.say('missed');
  await group.quiet();
  expect(ben.texts).toEqual([]);
  store.full = false;
  await group.until(() => ben.texts.length === 1, 'Ben catches up', 20_000);
  expect(ben.texts).toEqual(['missed']);
});

test('a receiver whose disk was full gets what it missed with the next message', async () => {
  const group = new Group();
  const store = new FullDisk();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { store });
  await group.quiet();
  store.full = true;
  await ana.say('missed');
  await group.quiet();
  expect(ben.texts).toEqual([]);
  expect(ben.all('error')[0]?.code).toBe('store-failed');
  store.full = false;
  await ana.say('next');
  await group.until(() => ben.texts.length === 2, 'Ben has both', 20_000);
  expect(ben.texts).toEqual(['missed', 'next']);
  expect(ben.told).toHaveLength(2);
});
