import { expect, test } from 'vitest';
import { at, Group } from '../support/group.ts';

const NAMES = ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn', 'gus', 'hana'];

test('the third to come reaches the second directly, having named only the first', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const cleo = await group.start('cleo', ['ana']);
  await group.until(() => cleo.count('direct') === 2, 'Cleo reaches both');
  expect(ana.roster).toEqual({ ben: 'direct', cleo: 'direct' });
  expect(ben.roster).toEqual({ ana: 'direct', cleo: 'direct' });
});

test('the newcomer is given everybody’s names at once and does the dialling', async () => {
  const group = new Group();
  await group.mesh('ana', 'ben', 'cleo');
  group.network.dials.splice(0);
  const dan = await group.start('dan', ['cleo']);
  await group.until(() => dan.count('direct') === 3, 'Dan reaches all', 1_000);
  expect(dan.roster).toEqual({ ana: 'direct', ben: 'direct', cleo: 'direct' });
  expect(group.network.dials.map(({ from, to }) => `${from}>${to}`).sort()).toEqual([
    'dan>ana',
    'dan>ben',
    'dan>cleo',
  ]);
});

test('those who are here see a newcomer join once; the newcomer is told they were here', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const cleo = await group.start('cleo', ['ana']);
  await group.quiet(5_000);
  expect(ana.all('peer-joined').map(({ peer, alreadyHere }) => [peer.name, alreadyHere])).toEqual([
    ['ben', false],
    ['cleo', false],
  ]);
  expect(ben.all('peer-joined').map(({ peer, alreadyHere }) => [peer.name, alreadyHere])).toEqual([
    ['ana', true],
    ['cleo', false],
  ]);
  const met = cleo.all('peer-joined').map(({ peer, alreadyHere }) => [peer.name, alreadyHere]);
  expect(met.sort()).toEqual([
    ['ana', true],
    ['ben', true],
  ]);
  expect(cleo.notices).toEqual([]);
});

test.each([2, 3, 4, 5, 6, 7, 8])('%i peers keep one link for each pair', async (size) => {
  const group = new Group();
  await group.mesh(...NAMES.slice(0, size));
  await group.quiet(10_000);
  const pairs = group.network.open.map((way) => way.split('>').sort().join(' '));
  expect(new Set(pairs).size).toBe((size * (size - 1)) / 2);
  expect(pairs).toHaveLength((size * (size - 1)) / 2);
});

test.each([2, 3, 5, 8])(
  '%i peers that all dial each other at once keep one link for each pair',
  async (size) => {
    const group = new Group();
    const names = NAMES.slice(0, size);
    const members = names.map((name) => group.member(name));
    const joins = members.map((member) =>
      member.join({
        group: 'lobby',
        seeds: names.filter((name) => name !== member.name).map((name) => at(name)),
      }),
    );
    await group.run(Promise.all(joins), 'all join');
    await group.until(() => members.every((m) => m.count('direct') === size - 1), 'a full mesh');
    await group.quiet(10_000);
    const pairs = group.network.open.map((way) => way.split('>').sort().join(' '));
    expect(pairs).toHaveLength((size * (size - 1)) / 2);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const member of members) {
      expect(member.about('peer-lost')).toEqual([]);
      expect(member.about('peer-left')).toEqual([]);
      expect(new Set(member.about('peer-joined')).size).toBe(size - 1);
      expect(member.about('peer-joined')).toHaveLength(size - 1);
    }
  },
);

test.each([0, 1, 2, 3, 4, 5, 8, 12])(
  'two who dial each other %i ms apart agree on one link without a third dial',
  async (apart) => {
    const group = new Group();
    const ana = await group.start('ana');
    const ben = await group.start('ben');
    ana.peer.connect('ben:4000');
    await group.clock.advance(apart);
    ben.peer.connect('ana:4000');
    await group.quiet(5_000);
    expect(ana.roster).toEqual({ ben: 'direct' });
    expect(ben.roster).toEqual({ ana: 'direct' });
    expect(group.network.open).toHaveLength(1);
    expect([...ana.all('warning'), ...ben.all('warning')]).toEqual([]);
    expect(group.network.dials.length).toBeLessThanOrEqual(2);
  },
);

test('two groups of the same name that meet become one, with one history', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const cleo = await group.start('cleo');
  const dan = await group.start('dan', ['cleo']);
  await ana.say('from the first');
  await cleo.say('from the second');
  cleo.peer.connect('ben:4000');
  const all = [ana, ben, cleo, dan];
  await group.until(() => all.every((member) => member.count('direct') === 3), 'one mesh');
  await group.until(() => all.every((member) => member.texts.length === 2), 'one history');
  for (const member of all) expect(member.texts).toEqual(ana.texts);
});

test('connecting by hand to where nobody is warns, and names the address', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  expect(ana.peer.connect('gone:4000')).toEqual({ ok: true, value: null });
  await group.until(() => ana.all('warning').length > 0, 'a warning');
  expect(ana.all('warning')[0]?.message).toContain('gone:4000');
  expect(ana.peer.connect('not an address')).toMatchObject({ ok: false });
});
