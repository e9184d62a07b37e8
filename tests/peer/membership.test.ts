import { expect, test } from 'vitest';
import { at, Group, PORT } from '../support/group.ts';

test('whoever has not joined can neither send nor connect, and is told to join', async () => {
  const group = new Group();
  const ana = group.member('ana');
  const refusal = { ok: false, error: { code: 'not-joined', message: 'Join a group first.' } };
  expect(await ana.peer.send('Hello?')).toEqual(refusal);
  expect(ana.peer.connect('ben:4000')).toEqual(refusal);
  expect(await ana.peer.history(10)).toEqual([]);
  await ana.peer.loadOlder();
  await ana.peer.leave();
  expect(ana.events).toEqual([]);
});

test('text with nothing in it, or too much, is refused before anything is sent', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  for (const [text, code] of [
    ['', 'text-empty'],
    [' \n\t ', 'text-empty'],
    ['half \ud83d', 'text-broken'],
    ['x'.repeat(8_193), 'text-too-long'],
  ] as const) {
    expect(await ana.peer.send(text)).toMatchObject({ ok: false, error: { code } });
  }
  expect(await group.run(ana.peer.send('x'.repeat(8_192)), 'the longest')).toMatchObject({
    ok: true,
  });
});

test('joining twice is refused, and the first joining goes on', async () => {
  const group = new Group();
  const ana = group.member('ana');
  const first = ana.join();
  expect(await ana.join()).toEqual({
    ok: false,
    error: { code: 'joined', message: 'Leave this group first.' },
  });
  expect(await group.run(first, 'Ana joins')).toMatchObject({ ok: true });
  expect(ana.all('joined-group')).toHaveLength(1);
});

test('leaving while the seeds are silent ends the joining at once', async () => {
  const group = new Group();
  await group.network.memory.transport('mute').listen({ host: null, port: PORT }, (connection) => {
    connection.start({ data: () => undefined, drained: () => undefined, closed: () => undefined });
  });
  const ana = group.member('ana');
  const joining = ana.join({ seeds: [at('mute')] });
  await group.clock.advance(100);
  const start = group.clock.now();
  await ana.leave();
  expect(await group.run(joining, 'joining ends')).toMatchObject({
    ok: false,
    error: { code: 'left' },
  });
  expect(group.clock.now() - start).toBeLessThan(100);
  expect(ana.all('joined-group')).toEqual([]);
  await group.quiet(20_000);
  expect(group.network.open).toEqual([]);
  expect(await group.run(ana.join(), 'Ana joins again')).toMatchObject({ ok: true });
});

test('leaving twice at once is leaving once', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.run(Promise.all([ana.peer.leave(), ana.peer.leave()]), 'Ana leaves');
  await ana.leave();
  await group.quiet();
  expect(ana.all('left-group')).toHaveLength(1);
  expect(ben.about('peer-left')).toEqual(['ana']);
});

test('leaving resolves although the other side does not answer', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben');
  group.network.silence('ana', 'ben');
  const start = group.clock.now();
  await ana.leave();
  expect(group.clock.now() - start).toBeLessThan(2_000);
});

test('a message sent just before leaving reaches the others', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const sent = ana.peer.send('Bye!');
  const left = ana.peer.leave();
  await group.run(Promise.all([sent, left]), 'Ana leaves');
  await group.quiet();
  expect(await sent).toMatchObject({ ok: true });
  expect(ben.texts).toEqual(['Bye!']);
});

test('listeners hear nothing after they unsubscribe', async () => {
  const group = new Group();
  const ana = group.member('ana');
  let heard = 0;
  const unsubscribe = ana.peer.onEvent(() => {
    heard += 1;
  });
  await group.run(ana.join(), 'Ana joins');
  const before = heard;
  expect(before).toBeGreaterThan(0);
  unsubscribe();
  await ana.say('unheard');
  expect(heard).toBe(before);
  expect(ana.texts).toEqual(['unheard']);
});

test('joining again while still leaving ends up in the group', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const leaving = ana.peer.leave();
  const joining = ana.join({ seeds: [at('ben')] });
  await group.run(Promise.all([leaving, joining]), 'Ana leaves and joins');
  expect(await joining).toMatchObject({ ok: true });
  expect(ana.peer.state.joined).toBe(true);
  expect(ana.events.findLast(({ type }) => /group/.test(type))?.type).toBe('joined-group');
  await group.until(() => ben.roster['ana'] === 'direct', 'Ben has Ana again');
  await ana.say('Here again');
  await group.until(() => ben.texts.includes('Here again'), 'Ben reads Ana');
});

test('a bot gets its answers out, however soon after reading it sends them', async () => {
  const group = new Group();
  const [ana, bot] = await group.mesh('ana', 'bot');
  const answers: ReturnType<typeof bot.peer.send>[] = [];
  /** Sends after so many turns of the microtask queue: some fall between two commits. */
  const answer = async (text: string, turns: number): ReturnType<typeof bot.peer.send> => {
    for (let turn = 0; turn < turns; turn++) await null;
    return bot.peer.send(text);
  };
  bot.peer.onEvent((event) => {
    if (event.type === 'message' && !event.own) answers.push(answer('re', answers.length));
  });
  for (let i = 0; i < 12; i++) {
    await ana.say(`question ${i}`);
    await group.until(() => ana.texts.length === 2 * i + 2, `answer ${i}`, 1_000);
  }
  const sent = await group.run(Promise.all(answers), 'all answers are sent');
  expect(sent.map(({ ok }) => ok)).toEqual(Array(12).fill(true));
});
