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
  // As many as a newcomer to a large group makes, and those that fail are told from those that do not.
  expect(group.network.dials.length - dials).toBeLessThanOrEqual(128);
  await group.quiet(10_000);
  expect(group.network.dials.length - dials).toBeLessThanOrEqual(128);
  raw.destroy();
  await group.quiet(4 * MINUTE_MS);
  const later = group.network.dials.length;
  await group.quiet(MINUTE_MS);
  expect(group.network.dials.length - later).toBeLessThan(30);
  expect(ana.peer.state.people.map(({ name }) => name)).not.toContain('Nobody');
});

/** Somebody with a link with Ana, who speaks by hand. */
async function mallory(group: Group, who?: number, part?: object): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, 'ana', who);
  await raw.shakeHands(group);
  raw.hello(part);
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

/** Says that so many people can be found at these addresses. */
function introduce(raw: RawPeer, count: number, addresses: (i: number) => readonly string[]): void {
  const first = 1_000 * Number.parseInt(raw.id.slice(0, 6), 16);
  for (let from = 0; from < count; from += 200) {
    const peers = Array.from({ length: Math.min(200, count - from) }, (_, i) => ({
      id: peer(first + from + i),
      name: 'Nobody',
      epoch: epoch(1),
      addresses: addresses(from + i),
    }));
    raw.say({ t: 'neighbours', peers });
  }
}

test('a thousand addresses of a stranger are tried a few times, then never again', async () => {
  const group = new Group();
  await group.start('ana');
  const raw = await mallory(group);
  introduce(raw, 250, (i) => [0, 1, 2, 3].map((k) => `victim:${2_000 + 4 * i + k}`));
  const victim = (): number => group.network.dials.filter(({ to }) => to === 'victim').length;
  await group.quiet(MINUTE_MS);
  expect(victim()).toBeGreaterThan(0);
  expect(victim()).toBeLessThanOrEqual(12);
  await group.quiet(9 * MINUTE_MS);
  const sofar = victim();
  expect(sofar).toBeLessThanOrEqual(40);
  await group.quiet(20 * MINUTE_MS);
  expect(victim()).toBe(sofar);
});

test('what somebody claims of themselves is given up as well, and where they were is not', async () => {
  const group = new Group();
  await group.start('ana');
  const claims = Array.from({ length: 15 }, (_, i) => `victim:${2_000 + i}`);
  (await mallory(group, 0xfe, { port: PORT, addresses: claims })).destroy();
  await group.quiet(10 * MINUTE_MS);
  group.network.dials.splice(0);
  await group.quiet(5 * MINUTE_MS);
  expect(new Set(group.network.dials.map(({ to }) => to))).toEqual(new Set(['mallory']));
});

test('hints of one neighbour leave room for those of others, and for whoever is here', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raws = [await mallory(group, 1), await mallory(group, 2), await mallory(group, 3)];
  for (const raw of raws) introduce(raw, 250, (i) => [`${raw.id.slice(0, 4)}-${i}:80`]);
  const ben = await group.start('ben', ['ana']);
  await group.quiet(100);
  group.network.cut('ana', 'ben');
  await ben.leave();
  group.network.dials.splice(0);
  await group.until(() => group.network.dials.some(({ to }) => to === 'ben'), 'Ana looks', 31_000);
  expect(ana.roster['ben']).toBe('offline');
});

test('seeds that take calls and never answer leave room for hints', async () => {
  const group = new Group();
  const names = Array.from({ length: 30 }, (_, i) => `silent-${i}`);
  for (const host of names) {
    await group.network.memory.transport(host).listen({ host: null, port: PORT }, (connection) => {
      const nothing = (): undefined => undefined;
      connection.start({ data: nothing, drained: nothing, closed: nothing });
    });
  }
  await group.start('ana', names);
  await group.quiet(10_000);
  introduce(await mallory(group), 1, () => ['ben:4000']);
  const isTried = (): boolean => group.network.dials.some(({ to }) => to === 'ben');
  await group.until(isTried, 'Ana tries the hint', 3_000);
});

test('a proven address stays, whatever others say of its owner', async () => {
  const group = new Group();
  await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  const raw = await mallory(group);
  for (let i = 0; i < 40; i++) {
    const addresses = [0, 1, 2, 3].map((k) => `false-${4 * i + k}:80`);
    raw.say({
      t: 'neighbours',
      peers: [{ id: ben.id, name: 'Ben', epoch: epoch(1), addresses }],
    });
  }
  await group.quiet(100);
  await ben.leave();
  await group.quiet(10 * MINUTE_MS);
  group.network.dials.splice(0);
  await group.quiet(MINUTE_MS);
  expect(new Set(group.network.dials.map(({ to }) => to))).toEqual(new Set(['ben']));
});

test('nobody from elsewhere makes a peer dial its own computer, its own address or a crowd', async () => {
  const group = new Group();
  await group.start('ana');
  const raw = await mallory(group);
  const nowhere = ['127.0.0.1', '[::1]', 'localhost', '0.0.0.0', '169.254.1.1', '[fe80::1]'];
  const crowds = ['224.0.0.251', '255.255.255.255', '[ff02::fb]', '240.0.0.1'];
  const all = ['ana:4000', ...[...nowhere, ...crowds].map((host) => `${host}:80`)];
  introduce(raw, all.length, (i) => [all[i] ?? '']);
  await group.quiet(MINUTE_MS);
  expect(group.network.dials).toEqual([]);
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
