import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { epoch, peer } from '../support/entries.ts';
import { at, Group, PORT } from '../support/group.ts';
import { RawPeer } from '../support/raw-peer.ts';

const MINUTE_MS = 60_000;

test('somebody else at a former address is left alone', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.leave();
  const dan = group.member('dan', { host: 'ben' });
  await group.run(dan.join({ seeds: [at('ana')] }), 'Dan joins');
  await group.quiet(5_000);
  const dials = group.network.dials.length;
  await group.quiet(MINUTE_MS);
  expect(group.network.dials.length - dials).toBe(0);
  expect(ana.roster).toMatchObject({ dan: 'direct', ben: 'offline' });
  expect(ana.about('peer-lost')).toEqual([]);
});

test('a seed that turns out to be in another group is said once, and kept in mind', async () => {
  const group = new Group();
  const ana = await group.start('ana', ['ben'], { group: 'design' });
  expect(ana.all('warning')).toMatchObject([{ code: 'seed-unreachable' }]);
  const ben = await group.start('ben', [], { group: 'lobby' });
  await group.until(() => ana.all('warning').length > 1, 'Ana is told', MINUTE_MS);
  expect(ana.all('warning').at(-1)?.message).toBe('ben:4000 is in “lobby”, not in “design”.');
  await group.quiet(2 * MINUTE_MS);
  expect(ana.all('warning')).toHaveLength(2);
  await ben.leave();
});

test('what was said of a seed is taken back once it answers', async () => {
  const group = new Group();
  const ana = await group.start('ana', ['ben']);
  expect(ana.peer.state.alerts).toMatchObject([{ code: 'seed-unreachable', about: 'ben:4000' }]);
  await group.start('ben');
  await group.until(() => ana.count('direct') === 1, 'Ana finds Ben', MINUTE_MS);
  expect(ana.peer.state.alerts).toEqual([]);
});

test('a neighbour cannot make a peer dial the whole world, or remember it', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.quiet(100);
  const dials = group.network.dials.length;
  for (let k = 0; k < 20; k++) {
    const peers = Array.from({ length: 200 }, (_, i) => ({
      id: peer(1_000_000 + k * 1_000 + i),
      name: 'Nobody',
      epoch: epoch(1),
      addresses: [`10.${k}.0.${i}:80`],
    }));
    raw.say({ t: 'neighbours', peers });
  }
  await group.quiet(2_500);
  // At most one dial for each of 256 remembered strangers a second, and no more than a few at once.
  expect(group.network.dials.length - dials).toBeLessThan(1_500);
  raw.destroy();
  await group.quiet(4 * MINUTE_MS);
  const later = group.network.dials.length;
  await group.quiet(MINUTE_MS);
  expect(group.network.dials.length - later).toBeLessThan(30);
  expect(ana.peer.state.people.map(({ name }) => name)).not.toContain('Nobody');
});

test('one profile on two computers is said, and does not make links flap in a tight loop', async () => {
  const group = new Group();
  await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  const copy = await group.start('copy', ['ana'], {}, { as: ben, store: new MemoryStore() });
  await group.quiet(2 * MINUTE_MS);
  const told = [...ben.all('error'), ...copy.all('error')];
  expect(told).toContainEqual(expect.objectContaining({ code: 'profile-in-use' }));
  const dials = group.network.dials.length;
  await group.quiet(MINUTE_MS);
  expect(group.network.dials.length - dials).toBeLessThan(30);
});

test.each([0, 1, 2, 3, 5, 8])(
  'whoever has gone is looked for first where they were met, whatever was tried for %i s before',
  async (seconds) => {
    const group = new Group();
    await group.start('ana');
    const link = async (): Promise<RawPeer> => {
      const raw = await RawPeer.dial(group, 'ana');
      await raw.shakeHands(group);
      raw.hello({ port: PORT, addresses: ['former:4000', 'oldest:4000', 'elsewhere:4000'] });
      await group.quiet(500);
      return raw;
    };
    (await link()).destroy();
    await group.quiet(seconds * 1_000);
    const again = await link();
    const before = group.network.dials.length;
    again.destroy();
    await group.until(() => group.network.dials.length > before, 'Ana dials');
    expect(group.network.dials[before]?.to).toBe('mallory');
  },
);
