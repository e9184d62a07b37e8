import { expect, test } from 'vitest';
import { formatAddress } from '../../src/core/address.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { peer } from '../support/entries.ts';
import { at, Group, type Member, PORT } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Where a member remembers others, by host. */
function remembered(member: Member): readonly string[] {
  const { groupId } = plainCrypto(member.identity);
  return member.addressBook
    .of(groupId('lobby'))
    .flatMap(({ proven, claimed }) => [...proven, ...claimed].map(formatAddress))
    .sort();
}

/** Fills a member's book with people who are long gone. */
function remember(member: Member, hosts: readonly string[]): void {
  const { groupId } = plainCrypto(member.identity);
  for (const [i, host] of hosts.entries()) {
    member.addressBook.met(groupId('lobby'), peer(9_000 + i) as PeerId, {
      proven: [at(host)],
      claimed: [],
    });
  }
}

test('two who have met find each other again without any seed, whoever starts first', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('before');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  await Promise.all([ana.leave(), ben.leave()]);
  for (const order of [
    [ana, ben],
    [ben, ana],
  ] as const) {
    for (const member of order) await group.run(member.join(), 'joins with no seeds');
    await group.until(() => ana.count('direct') + ben.count('direct') === 2, 'they meet', MINUTE);
    expect([...ana.all('warning'), ...ben.all('warning')]).toEqual([]);
    await Promise.all([ana.leave(), ben.leave()]);
  }
});

test('who comes back without a seed finds all that are there, and neither creates nor announces', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await cleo.leave();
  await ana.say('while you were out');
  await group.quiet(MINUTE);
  cleo.events.splice(0);
  await group.run(cleo.join(), 'Cleo joins');
  await group.until(() => cleo.count('direct') === 2, 'Cleo finds both', 2 * SECOND);
  await group.until(() => cleo.texts.length === 1, 'Cleo reads what was said');
  expect(cleo.all('joined-group')).toMatchObject([{ created: true, known: true, via: null }]);
  expect(cleo.notices).toEqual([]);
  expect(cleo.peer.state.notices).toEqual([]);
  expect(ana.about('peer-back')).toEqual(['cleo']);
  expect(ben.about('peer-back')).toEqual(['cleo']);
});

test('who was met under a name, through others or by being dialled is remembered', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  await group.start('cleo', ['ana'], { listen: false });
  await group.until(() => ben.count('direct') === 2, 'a mesh');
  // Cleo cannot be dialled.
  expect(remembered(ana)).toEqual(['ben:4000']);
  expect(remembered(ben)).toEqual(['ana:4000']);
  await ben.moveTo('elsewhere');
  ben.peer.networkChanged();
  await group.until(() => remembered(ana).length === 2, 'Ana knows where Ben is', 3 * SECOND);
  expect(remembered(ana)).toEqual(['ben:4000', 'elsewhere:4000']);
});

test('a peer that keeps to its seeds remembers nobody, and looks for nobody', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], { mesh: false });
  await group.quiet();
  expect(remembered(ben)).toEqual([]);
  expect(remembered(ana)).toEqual(['ben:4000']);
  await ana.leave();
  await ben.leave();
  await group.run(ana.join({ mesh: false }), 'Ana joins');
  const dials = group.network.dials.filter(({ from }) => from === 'ana').length;
  await group.quiet(MINUTE);
  expect(group.network.dials.filter(({ from }) => from === 'ana')).toHaveLength(dials);
});

test('seeds that were given are asked before anybody remembered', async () => {
  const group = new Group();
  await group.start('ana');
  const ben = group.member('ben');
  remember(ben, ['gone-1', 'gone-2']);
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben joins');
  expect(ben.all('joined-group')).toMatchObject([{ created: false, via: 'ana:4000' }]);
  expect(group.network.dials[0]).toMatchObject({ from: 'ben', to: 'ana' });
  await group.quiet(100);
  expect(group.network.dials.map(({ to }) => to)).toEqual(expect.arrayContaining(['gone-1']));
});

test('fifty who are gone do not keep a newcomer from those who are here', async () => {
  const group = new Group();
  const names = ['ana', 'ben', 'cleo', 'dan', 'eva'];
  const members = await group.mesh('ana', 'ben', 'cleo', 'dan', 'eva');
  const finn = group.member('finn');
  // Met longer ago than all those who are gone.
  const { groupId } = plainCrypto(finn.identity);
  for (const { id, host } of members)
    finn.addressBook.met(groupId('lobby'), id as PeerId, { proven: [at(host)], claimed: [] });
  await group.quiet(MINUTE);
  const silent = Array.from({ length: 50 }, (_, i) => `silent-${i}`);
  for (const host of silent) {
    await group.network.memory.transport(host).listen({ host: null, port: PORT }, (connection) => {
      connection.start({
        data: () => undefined,
        drained: () => undefined,
        closed: () => undefined,
      });
    });
  }
  remember(finn, silent);
  await group.run(finn.join({ seeds: [at('ana')] }), 'Finn joins');
  await group.until(() => finn.count('direct') === names.length, 'Finn has all', SECOND);
  // Those who are gone are tried all the same, by and by and for ever.
  await group.quiet(5 * MINUTE);
  const tried = new Set(group.network.dials.map(({ to }) => to));
  expect(silent.filter((host) => !tried.has(host))).toEqual([]);
  const before = group.network.dials.length;
  await group.quiet(20 * MINUTE);
  const later = group.network.dials.slice(before);
  expect(new Set(later.map(({ to }) => to)).size).toBe(50);
  expect(later.length).toBeLessThan(50 * 20);
});

test('somebody else at a remembered address is met, and not taken for the one who was there', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await Promise.all([ana.leave(), ben.leave()]);
  const dan = group.member('dan', { host: 'ben' });
  await group.run(dan.join(), 'Dan starts where Ben was');
  await group.run(ana.join(), 'Ana joins');
  await group.until(() => ana.roster['dan'] === 'direct', 'Ana meets Dan', 2 * SECOND);
  expect(ana.roster['ben']).toBe('offline');
  await group.quiet(MINUTE);
  expect(ana.roster).toEqual({ ben: 'offline', dan: 'direct' });
  expect(group.network.open).toHaveLength(1);
  expect(remembered(ana)).toEqual(['ben:4000']);
});
