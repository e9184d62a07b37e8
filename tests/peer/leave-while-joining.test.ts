import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { at, Group } from '../support/group.ts';

/** A disk that answers its first question only when told to. */
class SlowStore extends MemoryStore {
  letGo: () => void = () => undefined;
  writes = 0;
  readonly #held = new Promise<void>((resolve) => {
    this.letGo = resolve;
  });

  override async heads(
    ...args: Parameters<MemoryStore['heads']>
  ): ReturnType<MemoryStore['heads']> {
    await this.#held;
    return super.heads(...args);
  }

  override async append(
    ...args: Parameters<MemoryStore['append']>
  ): ReturnType<MemoryStore['append']> {
    this.writes += 1;
    return super.append(...args);
  }
}

test('leaving in the same breath as joining leaves nothing open', async () => {
  const group = new Group();
  const ana = group.member('ana');
  const joining = ana.join();
  await ana.leave();
  expect(await group.run(joining, 'joining ends')).toMatchObject({ ok: false });
  const ben = group.member('ben', { host: 'ana' });
  expect(await group.run(ben.join(), 'Ben takes the port')).toMatchObject({ ok: true });
  await group.quiet(60_000);
  expect(ben.roster).toEqual({});
  expect(ana.all('joined-group')).toEqual([]);
});

test('leaving while the log is being read ends the joining, and nothing is told after it', async () => {
  const group = new Group();
  const store = new SlowStore();
  const ana = group.member('ana', { store });
  const joining = ana.join();
  await group.clock.advance(10);
  await ana.leave();
  store.letGo();
  expect(await group.run(joining, 'joining ends')).toMatchObject({
    ok: false,
    error: { code: 'left' },
  });
  expect(ana.all('joined-group')).toEqual([]);
  expect(ana.events.at(-1)?.type).toBe('left-group');
  expect(store.writes).toBe(0);
});

test('whoever leaves while the answer to their hello is under way has left, and was not lost', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = group.member('ben');
  let leaving = Promise.resolve();
  ana.peer.onEvent(({ type }) => {
    if (type === 'peer-joined') leaving = ben.leave();
  });
  await group.run(ben.join({ seeds: [at('ana')] }), 'joining ends');
  await group.run(leaving, 'Ben leaves');
  expect(ben.all('joined-group')).toEqual([]);
  await group.quiet(20_000);
  expect(ana.about('peer-left')).toEqual(['ben']);
  expect(ana.about('peer-lost')).toEqual([]);
});
