import { expect, test } from 'vitest';
import type { Transport } from '../../src/core/ports.ts';
import { at, Group, PORT } from '../support/group.ts';
import { TappedNetwork } from '../support/tapped-network.ts';

/** Somebody who accepts connections and never says a word. */
async function silentHost(group: Group, host: string): Promise<void> {
  await group.network.memory.transport(host).listen({ host: null, port: PORT }, (connection) => {
    connection.start({ data: () => undefined, drained: () => undefined, closed: () => undefined });
  });
}

test('without seeds a peer starts the group lobby and says so', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  expect(ana.all('joined-group')).toMatchObject([
    { group: 'lobby', created: true, known: false, via: null, self: { id: ana.id, name: 'ana' } },
  ]);
  expect(ana.all('listening')).toMatchObject([
    { address: 'ana:4000', addresses: ['ana:4000'], at: expect.any(Number) },
  ]);
  expect(ana.all('warning')).toEqual([]);
});

test('a peer joins through the first seed that answers and names it', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  expect(ben.all('joined-group')).toMatchObject([{ created: false, via: 'ana:4000' }]);
  await group.until(() => ana.roster['ben'] === 'direct', 'Ana sees Ben');
  expect(ben.roster).toEqual({ ana: 'direct' });
});

test('seeds where nobody listens are passed over at once and warned of by address', async () => {
  const group = new Group();
  await group.start('ana');
  const start = group.clock.now();
  const ben = await group.start('ben', ['gone', 'away', 'ana']);
  expect(group.clock.now() - start).toBeLessThan(100);
  expect(ben.all('joined-group')).toMatchObject([{ created: false, via: 'ana:4000' }]);
  expect(ben.all('warning').map(({ code, message }) => [code, message])).toEqual([
    ['seed-unreachable', expect.stringContaining('gone:4000')],
    ['seed-unreachable', expect.stringContaining('away:4000')],
  ]);
});

test('a seed that accepts and never answers delays the next by no more than 300 ms', async () => {
  const group = new Group();
  await silentHost(group, 'mute');
  await group.start('ana');
  const start = group.clock.now();
  const ben = await group.start('ben', ['mute', 'ana']);
  const [next] = group.network.dials.filter(({ from, to }) => from === 'ben' && to === 'ana');
  expect((next?.at ?? 0) - start).toBe(300);
  expect(group.clock.now() - start).toBeLessThan(350);
  expect(ben.all('joined-group')).toMatchObject([{ via: 'ana:4000' }]);
});

test('a seed that answers just after another did is no coming and going for those who are there', async () => {
  for (let lateMs = 290; lateMs <= 310; lateMs++) {
    const group = new Group();
    const { network } = group;
    const late = group.member('late');
    const transport = network.transport('late');
    network.transport = (host) =>
      host === 'late' ? slowToAccept : TappedNetwork.prototype.transport.call(network, host);
    const slowToAccept: Transport = {
      ...transport,
      listen: (where, accepted) =>
        transport.listen(where, (connection) => {
          group.clock.after(lateMs, () => accepted(connection));
        }),
    };
    await group.run(late.join({ group: 'lobby' }), 'the late one starts');
    await group.start('ana', [], { group: 'lobby' });
    await group.start('ben', ['late', 'ana']);
    await group.quiet();
    expect(late.about('peer-lost')).toEqual([]);
    expect(late.roster).toMatchObject({ ben: 'direct' });
  }
});

test('whoever is dialled by two addresses hears one hello only', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await ana.moveTo('alias');
  const ben = await group.start('ben', ['ana', 'alias']);
  await group.quiet(60_000);
  expect(group.network.dials.map(({ to }) => to)).toContain('alias');
  const greeted = group.network.messages('hello').filter(({ from }) => from === 'ben');
  expect(greeted).toHaveLength(1);
  expect(ben.roster).toEqual({ ana: 'direct' });
  expect(ana.all('peer-lost')).toEqual([]);
});

test('with only silent seeds the group is started after seconds, not minutes', async () => {
  const group = new Group();
  await silentHost(group, 'mute');
  const start = group.clock.now();
  const ben = await group.start('ben', ['mute']);
  expect(group.clock.now() - start).toBeLessThan(5_000);
  expect(ben.all('joined-group')).toMatchObject([{ created: true, via: null }]);
  expect(ben.all('warning')[0]?.message).toContain('mute:4000');
});

test('a seed of another group is refused with its own name, and the next one is tried', async () => {
  const group = new Group();
  const dora = await group.start('dora', [], { group: 'design' });
  await group.start('ana', [], { group: 'lobby' });
  const ben = await group.start('ben', ['dora', 'ana'], { group: 'lobby' });
  expect(ben.all('warning')).toMatchObject([{ code: 'seed-other-group' }]);
  expect(ben.all('warning')[0]?.message).toContain('design');
  expect(ben.all('joined-group')).toMatchObject([{ group: 'lobby', via: 'ana:4000' }]);
  await group.quiet();
  expect(dora.roster).toEqual({});
});

test('a peer that names no group takes that of the seed', async () => {
  const group = new Group();
  const dora = await group.start('dora', [], { group: 'design' });
  const ben = await group.start('ben', ['dora']);
  expect(ben.all('joined-group')).toMatchObject([{ group: 'design', created: false }]);
  await ben.say('Hello');
  await group.until(() => dora.texts.includes('Hello'), 'Dora reads Ben');
});

test('where nobody answers a new group is started, and the seed is found once it is there', async () => {
  const group = new Group();
  const ben = await group.start('ben', ['ana']);
  expect(ben.all('joined-group')).toMatchObject([{ created: true, via: null }]);
  await group.quiet(20_000);
  const ana = await group.start('ana');
  await group.until(() => ben.roster['ana'] === 'direct', 'Ben finds Ana', 31_000);
  expect(ben.about('peer-joined')).toEqual(['ana']);
  expect(ana.about('peer-joined')).toEqual(['ben']);
});

test.each([null, 'lobby'])(
  'two who start at once with each other as seed end up in one group (group: %s)',
  async (name) => {
    const group = new Group();
    const ana = group.member('ana');
    const ben = group.member('ben');
    await group.run(
      Promise.all([
        ana.join({ seeds: [at('ben')], group: name }),
        ben.join({ seeds: [at('ana')], group: name }),
      ]),
      'both join',
    );
    await group.until(
      () => ana.roster['ben'] === 'direct' && ben.roster['ana'] === 'direct',
      'they see each other',
    );
    await group.quiet(5_000);
    expect(group.network.open).toHaveLength(1);
    expect([...ana.about('peer-lost'), ...ben.about('peer-lost')]).toEqual([]);
    await ana.say('There you are');
    await group.until(() => ben.texts.includes('There you are'), 'Ben reads Ana');
  },
);

test('one’s own address among the seeds does no harm and is said', async () => {
  const group = new Group();
  await group.start('ana');
  const ben = await group.start('ben', ['ben', 'ana'], { group: 'lobby' });
  expect(ben.all('warning')).toMatchObject([
    { code: 'seed-self', message: 'ben:4000 is your own address.' },
  ]);
  expect(ben.roster).toEqual({ ana: 'direct' });
  await group.quiet(60_000);
  expect(ben.all('warning')).toHaveLength(1);
  expect(group.network.dials.filter(({ from, to }) => from === to).length).toBeLessThan(3);
});

test('one’s own address as the only seed ends in a group of one’s own', async () => {
  const group = new Group();
  const ben = await group.start('ben', ['ben']);
  expect(ben.all('joined-group')).toMatchObject([{ created: true, via: null }]);
  await group.quiet(60_000);
  expect(ben.roster).toEqual({});
  expect(group.network.open).toEqual([]);
});

test('port 0 takes a free port, and the address to share names it', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], { port: 0 });
  const address = ana.all('listening')[0]?.address ?? '';
  expect(address).toMatch(/^ana:[1-9]\d+$/);
  const ben = await group.start('ben', [], {
    seeds: [at('ana', Number(address.split(':')[1]))],
  });
  expect(ben.all('joined-group')).toMatchObject([{ created: false, via: address }]);
});

test('a port that is taken fails the joining with the reason, and another one works', async () => {
  const group = new Group();
  await group.start('ana');
  const ben = group.member('ben', { host: 'ana' });
  const refused = await group.run(ben.join(), 'Ben joins');
  expect(refused).toEqual({
    ok: false,
    error: {
      code: 'port-taken',
      message: 'Port 4000 is taken by another program.',
      params: { port: '4000' },
    },
  });
  expect(ben.peer.state.joined).toBe(false);
  expect(await group.run(ben.join({ port: 4_001 }), 'Ben joins elsewhere')).toMatchObject({
    ok: true,
  });
});

test('who has been in the group before and starts it again is known', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await ana.say('Note to self');
  await ana.leave();
  await group.run(ana.join(), 'Ana starts again');
  expect(ana.all('joined-group').map(({ known }) => known)).toEqual([false, true]);
  expect(ana.texts).toEqual(['Note to self']);
});
