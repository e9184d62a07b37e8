import { expect, test } from 'vitest';
import { at, Group, type Member, PORT } from '../support/group.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function addressesOf(member: Member): readonly string[] {
  return member.all('listening').map(({ address }) => String(address));
}

test.each([
  ['ana', 'ben'],
  ['ben', 'ana'],
] as const)(
  'when %s has a new address, it chats with %s again within three seconds',
  async (a, b) => {
    const group = new Group();
    const [ana, ben] = await group.mesh('ana', 'ben');
    const [mover, other] = a === 'ana' ? [ana, ben] : [ben, ana];
    await group.quiet(MINUTE);
    await mover.moveTo('elsewhere');
    mover.peer.networkChanged();
    expect(addressesOf(mover)).toEqual([`${a}:4000`, 'elsewhere:4000']);
    await mover.say('I have moved');
    await other.say('I have not');
    await group.until(
      () => [ana, ben].every(({ texts }) => texts.length === 2),
      'both read both',
      3 * SECOND,
    );
    await group.quiet(MINUTE);
    expect(group.network.open).toHaveLength(1);
    expect(mover.about('peer-lost')).toEqual([b]);
    // One link took the place of the other before anybody missed it.
    expect(other.about('peer-lost')).toEqual([]);
  },
);

test('a new address is known to all, so that those find the mover whom it cannot find', async () => {
  const group = new Group();
  const [, ben] = await group.mesh('ana', 'ben');
  // Cleo accepts nobody: only she can dial.
  const cleo = await group.start('cleo', ['ana'], { listen: false });
  await group.until(() => cleo.count('direct') === 2, 'a mesh');
  await group.quiet(MINUTE);
  await ben.moveTo('elsewhere');
  ben.peer.networkChanged();
  await group.until(() => ben.roster['ana'] === 'direct', 'Ben is back with Ana', 3 * SECOND);
  await group.until(() => cleo.roster['ben'] !== 'direct', 'Cleo misses Ben', 16 * SECOND);
  await group.until(() => cleo.roster['ben'] === 'direct', 'Cleo has found Ben', 2 * SECOND);
  expect(group.network.dials.at(-1)).toMatchObject({ from: 'cleo', to: 'elsewhere' });
});

test.each([1, 2, 3])(
  'where somebody has moved to is tried before where they were, %i',
  async (minutes) => {
    const group = new Group();
    const [ana, ben] = await group.mesh('ana', 'ben');
    const cleo = await group.start('cleo', ['ana'], { listen: false });
    await group.until(() => cleo.count('direct') === 2, 'a mesh');
    await ben.moveTo('nowhere');
    group.network.silence('nowhere', 'ana');
    group.network.silence('nowhere', 'cleo');
    await group.until(() => cleo.roster['ben'] === 'offline', 'Ben is lost', MINUTE);
    await group.quiet(minutes * MINUTE);
    await ben.moveTo('elsewhere');
    ben.peer.networkChanged();
    await group.until(() => ana.roster['ben'] === 'direct', 'Ben is back with Ana', SECOND);
    // Two seconds are for Ben to come himself.
    await group.until(() => cleo.roster['ben'] === 'direct', 'Cleo finds him', 2_500);
  },
);

test('an address more is passed on by those whose links it leaves alone', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const cleo = await group.start('cleo', ['ana'], { listen: false, mesh: true });
  await group.until(() => cleo.count('direct') === 2, 'a mesh');
  await group.quiet(20 * SECOND);
  ben.alsoAt('wlan');
  ben.peer.networkChanged();
  await group.quiet(SECOND);
  const told = group.network.messages('addresses').map(({ to, message }) => [to, message]);
  const message = { t: 'addresses', port: PORT, addresses: ['ben:4000', 'wlan:4000'] };
  expect(told).toEqual(
    expect.arrayContaining([
      ['ana', message],
      ['cleo', message],
    ]),
  );
  const hints = group.network
    .messages('neighbours')
    .filter(({ from, to }) => from === 'ana' && to === 'cleo')
    .map(({ message: said }) => JSON.stringify(said));
  expect(hints.at(-1)).toContain('wlan:4000');
  expect([ana, ben, cleo].flatMap((member) => member.about('peer-lost'))).toEqual([]);
  ben.peer.networkChanged();
  await group.quiet(SECOND);
  expect(group.network.messages('addresses')).toHaveLength(2);
});

test('a look at links that work changes nothing, however often', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet(20 * SECOND);
  const dials = group.network.dials.length;
  for (let i = 0; i < 10; i++) {
    ana.peer.networkChanged();
    await group.quiet(300);
  }
  await group.quiet(20 * SECOND);
  expect([...ana.about('peer-lost'), ...ben.about('peer-lost')]).toEqual([]);
  expect(group.network.dials).toHaveLength(dials);
});

test('after a wake everybody is dialled at once, and a call into the void is not waited for', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const names = Array.from({ length: 30 }, (_, i) => `silent-${i}`);
  // Each takes the call and never answers: a dial is under way for five seconds.
  for (const host of names) {
    await group.network.memory.transport(host).listen({ host: null, port: PORT }, (connection) => {
      connection.start({
        data: () => undefined,
        drained: () => undefined,
        closed: () => undefined,
      });
    });
  }
  await ana.leave();
  await group.run(ana.join({ seeds: names.map((name) => at(name)) }), 'Ana joins', MINUTE);
  await group.quiet(5 * MINUTE);
  for (let i = 0; i < 20; i++) {
    const before = group.network.dials.length;
    ana.peer.networkChanged();
    await group.quiet(100);
    // As many at once as may be: none of the calls before is still in the way.
    expect(group.network.dials.length - before).toBe(24);
  }
});

test('who slept while the others gave up is back as soon as it wakes', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  group.network.silence('ana', 'ben');
  await group.until(
    () => ana.count('offline') === 1 && ben.count('offline') === 1,
    'both lost',
    MINUTE,
  );
  await group.quiet(10 * MINUTE);
  group.network.unsilence('ana', 'ben');
  ana.peer.networkChanged();
  await group.until(() => ana.count('direct') === 1, 'Ben is back', 200);
});

test.each([HOUR, -HOUR, 24 * HOUR])('a clock set by %i ms ends no link', async (ms) => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet(MINUTE);
  ana.clockOffsetMs += ms;
  await group.quiet(MINUTE);
  expect([...ana.about('peer-lost'), ...ben.about('peer-lost')]).toEqual([]);
  group.network.silence('ana', 'ben');
  await group.until(() => ana.about('peer-lost').length === 1, 'a dead link is seen', 15_500);
});

test('who has left hears nothing of the network any more', async () => {
  const group = new Group();
  const ana = group.member('ana');
  ana.peer.networkChanged();
  await group.run(ana.join(), 'Ana joins');
  await ana.leave();
  const told = ana.events.length;
  await ana.moveTo('elsewhere');
  ana.peer.networkChanged();
  await group.quiet();
  expect(ana.events).toHaveLength(told);
});
