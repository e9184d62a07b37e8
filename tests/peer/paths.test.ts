import { expect, test } from 'vitest';
import { Group, type Member } from '../support/group.ts';

const FIXED = { mesh: false };
/** Whoever is told by another hop: gathering (50 ms) and the way there and back. */
const HOP_MS = 100;

/** Members who each name the one before as their only seed, and learn no other addresses. */
async function chain(...names: readonly string[]): Promise<{ group: Group; members: Member[] }> {
  const group = new Group();
  const members: Member[] = [];
  for (const [i, name] of names.entries()) {
    const before = names[i - 1];
    members.push(await group.start(name, before === undefined ? [] : [before], FIXED));
  }
  await sees(group, members);
  return { group, members };
}

/** Waits until everybody sees everybody, however far. */
async function sees(group: Group, members: readonly Member[], boundMs = 10_000): Promise<void> {
  const all = (): boolean =>
    members.every(
      (m) => m.count('offline') === 0 && m.peer.state.people.length === members.length - 1,
    );
  await group.until(all, 'all see all', boundMs);
}

function viaOf(member: Member, name: string): string | undefined {
  const { people } = member.peer.state;
  const via = people.find((person) => person.name === name)?.via;
  return people.find(({ id }) => id === via)?.name;
}

/** How often each kind of message about links went from whom to whom. */
function waysOf(group: Group, type: string): readonly string[] {
  return group.network.messages(type).map(({ from, to }) => `${from}>${to}`);
}

test('at both ends of a chain everybody is seen, by way of the neighbour', async () => {
  const { members } = await chain('ana', 'cleo', 'dan', 'ben');
  const [ana, , dan, ben] = members as [Member, Member, Member, Member];
  expect(ana.roster).toEqual({ cleo: 'direct', dan: 'relayed', ben: 'relayed' });
  expect(ben.roster).toEqual({ dan: 'direct', cleo: 'relayed', ana: 'relayed' });
  expect([viaOf(ana, 'dan'), viaOf(ana, 'ben'), viaOf(dan, 'ana')]).toEqual([
    'cleo',
    'cleo',
    'cleo',
  ]);
});

test('the ends of a chain chat, once and in one order', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben', 'eva');
  for (const member of members) await member.say(`from ${member.name}`);
  await group.until(() => members.every(({ texts }) => texts.length === 5), 'all read all');
  for (const member of members) {
    expect(member.texts).toEqual(members[0]?.texts);
    expect(new Set(member.told).size).toBe(member.told.length);
  }
});

test('whoever joins at one end of a chain is announced once at the other, by name', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan');
  const eva = await group.start('eva', ['dan'], FIXED);
  await sees(group, [...members, eva], 5 * HOP_MS);
  const [ana] = members as [Member];
  expect(ana.notices).toEqual(['cleo joined', 'dan joined', 'eva joined']);
  expect(eva.notices).toEqual([]);
});

test('who says goodbye at one end has left at the other; who falls silent is lost there', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben', 'eva');
  const [ana, , , ben, eva] = members as [Member, Member, Member, Member, Member];
  await eva.leave();
  await group.until(() => ana.roster['eva'] === 'offline', 'Eva has left', 4 * HOP_MS);
  expect(ana.about('peer-left')).toEqual(['eva']);
  group.network.silence('dan', 'ben');
  await group.until(() => ana.roster['ben'] === 'offline', 'Ben is lost', 15_500);
  expect(ana.about('peer-lost')).toEqual(['ben']);
  expect(ana.about('peer-left')).toEqual(['eva']);
  await group.until(() => ben.count('offline') === 4, 'Ben is alone', 15_500);
  expect([...ben.about('peer-lost')].sort()).toEqual(['ana', 'cleo', 'dan']);
  group.network.unsilence('dan', 'ben');
  await group.until(() => ana.roster['ben'] === 'relayed', 'Ben is back', 60_000);
  expect(ana.about('peer-back')).toEqual(['ben']);
});

test('when somebody in the middle leaves, all beyond are said to be lost, within a moment', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben');
  const [ana, cleo, dan, ben] = members as [Member, Member, Member, Member];
  await cleo.leave();
  await group.until(() => ana.count('offline') === 3, 'Ana is alone', 1_000);
  expect(ana.about('peer-left')).toEqual(['cleo']);
  expect([...ana.about('peer-lost')].sort()).toEqual(['ben', 'dan']);
  await group.until(() => ben.count('offline') === 2, 'Ben has lost two', 1_000);
  expect(ben.about('peer-left')).toEqual(['cleo']);
  expect(ben.about('peer-lost')).toEqual(['ana']);
  expect(dan.roster).toEqual({ ana: 'offline', cleo: 'offline', ben: 'direct' });
});

test('a link that comes directly takes over, and a way round takes over again, without a notice', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben');
  const [ana, , , ben] = members as [Member, Member, Member, Member];
  const before = ana.notices;
  ana.peer.connect('ben:4000');
  await group.until(() => ana.roster['ben'] === 'direct', 'a direct link', 1_000);
  expect(viaOf(ana, 'dan')).toMatch(/cleo|ben/);
  await group.quiet();
  group.network.cut('ana', 'ben');
  group.network.silence('ana', 'ben');
  await group.until(() => ana.roster['ben'] === 'relayed', 'the way round', 1_000);
  await group.until(() => ben.roster['ana'] === 'relayed', 'the way round', 1_000);
  await ana.say('round');
  await group.until(() => ben.texts.includes('round'), 'Ben reads Ana', 3_000);
  expect(ana.notices).toEqual(before);
  for (const member of members) {
    expect(member.about('peer-lost')).toEqual([]);
    expect(member.about('peer-left')).toEqual([]);
    expect(member.about('peer-back')).toEqual([]);
  }
});

test('a ring that breaks at one place is a chain, and nobody is lost', async () => {
  const { group, members } = await chain('ana', 'ben', 'cleo', 'dan', 'eva', 'finn');
  const [ana, , , , , finn] = members as [Member, Member, Member, Member, Member, Member];
  finn.peer.connect('ana:4000');
  await group.until(() => ana.roster['finn'] === 'direct', 'a ring', 1_000);
  await group.quiet();
  group.network.cut('cleo', 'dan');
  group.network.silence('cleo', 'dan');
  await group.quiet();
  await ana.say('both ways');
  await group.until(() => members.every(({ texts }) => texts.length === 1), 'all read it', 3_000);
  for (const member of members) {
    expect(member.count('offline')).toBe(0);
    expect(member.about('peer-lost')).toEqual([]);
    expect(member.told).toHaveLength(1);
  }
});

test('two meshes with one bridge see and read each other, and part when the bridge goes', async () => {
  const group = new Group();
  const left = ['ana', 'ben', 'bridge'];
  const right = ['cleo', 'dan', 'eva'];
  for (const a of left) {
    for (const b of right) if (a !== 'bridge') group.network.silence(a, b);
  }
  const bridge = await group.start('bridge');
  const members = [bridge];
  for (const name of ['ana', 'ben', 'cleo', 'dan', 'eva']) {
    members.push(await group.start(name, ['bridge']));
  }
  await sees(group, members, 20_000);
  const [, ana, , cleo] = members as [Member, Member, Member, Member];
  expect(ana.roster).toMatchObject({ ben: 'direct', bridge: 'direct', dan: 'relayed' });
  await ana.say('over the bridge');
  await group.until(() => cleo.texts.length === 1, 'Cleo reads Ana', 3_000);
  await bridge.leave();
  await group.until(() => ana.count('offline') === 4, 'the halves have parted', 1_000);
  expect(ana.about('peer-left')).toEqual(['bridge']);
  expect([...ana.about('peer-lost')].sort()).toEqual(['cleo', 'dan', 'eva']);
});

test('in a full mesh nobody passes on what others say of their links', async () => {
  const group = new Group();
  const members = await group.mesh('ana', 'ben', 'cleo', 'dan', 'eva', 'finn');
  await group.quiet();
  group.network.frames.splice(0);
  await members[5].leave();
  await group.quiet(10_000);
  const changes = group.network.messages('links-changed');
  // Each of five tells each of four others, of its own link.
  expect(changes).toHaveLength(20);
  const names = new Map<unknown, string>(members.map(({ id, name }) => [id, name]));
  expect(changes.every(({ from, message }) => names.get(message?.['of']) === from)).toBe(true);
  for (const type of ['links', 'links-known', 'links-wanted']) {
    expect(waysOf(group, type)).toEqual([]);
  }
});

test('a mesh that forms at once says so in a few frames for each pair', async () => {
  const group = new Group();
  const first = await group.start('m0');
  const names = Array.from({ length: 15 }, (_, i) => `m${i + 1}`);
  const others = names.map((name) => group.member(name));
  await group.run(
    Promise.all(others.map((m) => m.join({ seeds: [{ host: 'm0', port: 4000 }] }))),
    'all join',
  );
  const all = [first, ...others];
  await group.until(() => all.every((m) => m.count('direct') === 15), 'a full mesh');
  await group.quiet();
  const about = ['neighbours', 'links', 'links-changed', 'links-known', 'links-wanted'];
  const frames = about.flatMap((type) => group.network.messages(type));
  const pairs = 16 * 15; // Each way counts.
  expect(frames.length).toBeLessThan(12 * pairs);
});

test('of a lone change at one end of a chain each hop hears once', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben');
  await group.quiet();
  group.network.frames.splice(0);
  await (members[0] as Member).leave();
  await group.quiet();
  // Cleo's word to Dan, Dan's forward to Ben.
  expect(waysOf(group, 'links-changed')).toEqual(['cleo>dan', 'dan>ben']);
  expect(waysOf(group, 'links')).toEqual([]);
});

test('whoever stays in the middle while the ends move keeps the picture whole', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan', 'ben');
  const [ana, , , ben] = members as [Member, Member, Member, Member];
  for (let round = 0; round < 5; round++) {
    group.network.cut('cleo', 'dan');
    await group.until(() => ana.roster['ben'] === 'offline', 'apart', 1_000);
    await sees(group, members, 5_000);
  }
  expect(ana.about('peer-lost').filter((name) => name === 'ben')).toHaveLength(5);
  expect(ben.roster).toEqual({ ana: 'relayed', cleo: 'relayed', dan: 'direct' });
});

test('whoever restarts at one end of a chain is back at the other', async () => {
  const { group, members } = await chain('ana', 'cleo', 'dan');
  const [ana, , dan] = members as [Member, Member, Member];
  await group.network.crash('dan', ['cleo']);
  await group.until(() => ana.roster['dan'] === 'offline', 'Dan is lost', 1_000);
  const again = await group.start('dan', ['cleo'], FIXED, { as: dan, host: 'elsewhere' });
  await group.until(() => ana.roster['dan'] === 'relayed', 'Dan is back', 1_000);
  expect(ana.notices).toEqual(['cleo joined', 'dan joined', 'dan lost', 'dan back']);
  expect(again.roster).toEqual({ ana: 'relayed', cleo: 'direct' });
});
