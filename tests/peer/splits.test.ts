import { expect, test } from 'vitest';
import { Group, type Member } from '../support/group.ts';

const LEFT = ['ana', 'ben'];
const RIGHT = ['cleo', 'dan'];

type Four = { group: Group; members: readonly [Member, Member, Member, Member] };

async function four(): Promise<Four> {
  const group = new Group();
  const members = await group.mesh('ana', 'ben', 'cleo', 'dan');
  await group.quiet(30_000);
  return { group, members };
}

function across(run: (a: string, b: string) => void): void {
  for (const a of LEFT) for (const b of RIGHT) run(a, b);
}

/** Two halves hear nothing of each other any more, and have noticed. Returns when it began. */
async function part({ group, members }: Four): Promise<number> {
  const began = group.clock.now();
  across((a, b) => group.network.silence(a, b));
  await group.until(() => members.every((m) => m.all('split').length > 0), 'all say so', 20_000);
  await group.quiet();
  return began;
}

async function heal({ group, members }: Four): Promise<void> {
  across((a, b) => group.network.unsilence(a, b));
  await group.until(() => members.every((m) => m.count('direct') === 3), 'one group', 60_000);
  await group.until(() => members.every((m) => m.all('healed').length > 0), 'healed', 40_000);
}

function namesIn(people: readonly { readonly name: string }[] | undefined): readonly string[] {
  return (people ?? []).map(({ name }) => name).sort();
}

test('a split is one fact on either side, of when the first of the others was last heard of', async () => {
  const scene = await four();
  const began = await part(scene);
  const [ana, , , dan] = scene.members;
  for (const [member, reached, unreachable] of [
    [ana, ['ben'], RIGHT],
    [dan, ['cleo'], LEFT],
  ] as const) {
    const told = member.all('split').at(-1);
    expect(namesIn(told?.reached)).toEqual(reached);
    expect(namesIn(told?.unreachable)).toEqual(unreachable);
    // Somebody was heard of at most one ping, 6 s, before.
    expect(Math.abs((told?.since ?? 0) - began)).toBeLessThan(6_100);
    expect(namesIn(member.peer.state.splits[0]?.unreachable)).toEqual(unreachable);
    expect([...member.about('peer-lost')].sort()).toEqual(unreachable);
  }
  expect(ana.notices.slice(-1)).toEqual(['split cleo dan']);
  expect(ana.notices.filter((notice) => notice.endsWith('lost'))).toEqual([]);
});

test('when it has healed, everybody is told how many messages came together, and it lasts no more', async () => {
  const scene = await four();
  const { group, members } = scene;
  const [ana, ben, cleo, dan] = members;
  await ana.say('before');
  // Everybody hears of everybody after it: a split begins when the others were last heard of.
  await group.quiet(6_000);
  await part(scene);
  await ana.say('one');
  await ben.say('two');
  await cleo.say('three');
  await cleo.say('four');
  await dan.say('five');
  await heal(scene);
  await group.quiet(10_000);
  for (const member of members) {
    expect(member.all('healed').map(({ merged, missing }) => [merged, missing])).toEqual([[5, []]]);
    expect(member.peer.state.splits).toEqual([]);
    expect(member.texts).toHaveLength(6);
  }
  expect(ana.notices.slice(-2)).toEqual(['split cleo dan', 'healed cleo dan: 5']);
  expect(ana.about('peer-back')).toHaveLength(2);
});

test('what was written before anybody noticed is counted on both sides', async () => {
  const scene = await four();
  const { group, members } = scene;
  across((a, b) => group.network.silence(a, b));
  await group.quiet(8_000);
  await members[0].say('into the void');
  await members[3].say('and back');
  await group.until(() => members.every((m) => m.all('split').length > 0), 'a split', 20_000);
  await heal(scene);
  await group.quiet(10_000);
  for (const member of members) expect(member.all('healed')[0]?.merged).toBe(2);
});

test('one person who is lost is no split, and two at different times are none', async () => {
  const { group, members } = await four();
  const [ana] = members;
  await group.network.crash('dan', ['ana', 'ben', 'cleo']);
  await group.quiet(30_000);
  await group.network.crash('cleo', ['ana', 'ben']);
  await group.quiet(30_000);
  expect(ana.about('peer-lost')).toEqual(['dan', 'cleo']);
  expect(ana.all('split')).toEqual([]);
  expect(ana.notices.slice(-2)).toEqual(['dan lost', 'cleo lost']);
});

test('one person who is lost twice is not two', async () => {
  const { group, members } = await four();
  const [ana] = members;
  const others = ['ana', 'ben', 'cleo'];
  for (const name of others) group.network.cut(name, 'dan');
  await group.until(() => ana.about('peer-lost').length === 1, 'lost', 1_000);
  await group.until(() => ana.count('offline') === 0, 'back', 10_000);
  await group.until(() => members[3].count('direct') === 3, 'all back', 10_000);
  await group.network.crash('dan', others);
  await group.quiet(10_000);
  expect(ana.about('peer-lost')).toEqual(['dan', 'dan']);
  expect(ana.all('split')).toEqual([]);
});

test('people who say goodbye together are no split', async () => {
  const { group, members } = await four();
  await members[2].leave();
  await members[3].leave();
  await group.quiet(30_000);
  expect(members[0].all('split')).toEqual([]);
  expect(members[0].about('peer-left')).toEqual(['cleo', 'dan']);
});

test('where only some come back, it is said who, and the rest stays apart', async () => {
  const scene = await four();
  const { group, members } = scene;
  const [ana, , cleo] = members;
  await part(scene);
  group.network.silence('cleo', 'dan');
  await group.until(() => cleo.roster['dan'] === 'offline', 'Cleo has lost Dan', 20_000);
  await ana.say('for Cleo');
  await ana.say('and for Dan');
  for (const name of LEFT) group.network.unsilence(name, 'cleo');
  await group.until(() => ana.all('healed').length > 0, 'Cleo is back', 60_000);
  const [first] = ana.all('healed');
  expect([namesIn(first?.peers), namesIn(first?.missing), first?.merged]).toEqual([
    ['cleo'],
    ['dan'],
    2,
  ]);
  expect(namesIn(ana.peer.state.splits[0]?.unreachable)).toEqual(['dan']);
  for (const name of [...LEFT, 'cleo']) group.network.unsilence(name, 'dan');
  await group.until(() => ana.all('healed').length > 1, 'Dan is back', 60_000);
  const second = ana.all('healed').at(-1);
  expect([namesIn(second?.peers), namesIn(second?.missing), second?.merged]).toEqual([
    ['dan'],
    [],
    2,
  ]);
  expect(ana.peer.state.splits).toEqual([]);
});

test('who comes and goes while a split lasts adds no notices of their own', async () => {
  const scene = await four();
  const { group, members } = scene;
  const [ana] = members;
  await part(scene);
  await group.quiet(30_000);
  const before = ana.notices;
  for (let round = 0; round < 3; round++) {
    group.network.unsilence('ana', 'cleo');
    await group.until(() => ana.roster['cleo'] === 'direct', 'Cleo is here', 60_000);
    group.network.cut('ana', 'cleo');
    group.network.silence('ana', 'cleo');
    await group.until(() => ana.roster['cleo'] === 'offline', 'and gone', 1_000);
  }
  await group.quiet(30_000);
  expect(ana.notices).toEqual(before);
  expect(ana.all('healed')).toEqual([]);
  // They are still among those who were away when it heals in the end.
  await heal(scene);
  const back = ana.all('healed').flatMap(({ peers }) => peers);
  expect(namesIn(back)).toEqual(RIGHT);
});

test('what one’s own side writes while the others return is not merged, but new', async () => {
  const scene = await four();
  const { group, members } = scene;
  const [ana, ben] = members;
  await part(scene);
  await ana.say('apart');
  across((a, b) => group.network.unsilence(a, b));
  await group.until(() => ana.count('direct') === 3, 'one group', 60_000);
  await ben.say('welcome');
  await group.until(() => ana.all('healed').length > 0, 'healed', 40_000);
  expect(ana.texts).toContain('welcome');
  expect(ana.all('healed').map(({ merged }) => merged)).toEqual([1]);
});

test('whoever is cut off alone cannot reach anybody', async () => {
  const { group, members } = await four();
  const [ana, , , dan] = members;
  for (const name of ['ana', 'ben', 'cleo']) group.network.silence(name, 'dan');
  await group.until(() => dan.all('split').length > 0, 'Dan says so', 20_000);
  await group.quiet();
  const told = dan.all('split').at(-1);
  expect(told?.reached).toEqual([]);
  expect(namesIn(told?.unreachable)).toEqual(['ana', 'ben', 'cleo']);
  expect(ana.all('split')).toEqual([]);
  expect(ana.notices.at(-1)).toBe('dan lost');
});

test('a split behind somebody else is told as well', async () => {
  const group = new Group();
  const fixed = { mesh: false };
  const ana = await group.start('ana', [], fixed);
  const cleo = await group.start('cleo', ['ana'], fixed);
  const dan = await group.start('dan', ['cleo'], fixed);
  const ben = await group.start('ben', ['dan'], fixed);
  await group.until(() => ana.count('relayed') === 2 && ben.count('relayed') === 2, 'a chain');
  group.network.cut('cleo', 'dan');
  group.network.silence('cleo', 'dan');
  await group.until(() => ana.all('split').length > 0, 'Ana says so', 3_000);
  expect(namesIn(ana.all('split')[0]?.reached)).toEqual(['cleo']);
  expect(namesIn(ana.all('split')[0]?.unreachable)).toEqual(['ben', 'dan']);
  await ben.say('from the far end');
  group.network.unsilence('cleo', 'dan');
  await group.until(() => ana.all('healed').length > 0, 'healed', 60_000);
  expect(ana.all('healed')[0]?.merged).toBe(1);
  expect(dan.all('healed')[0]?.merged).toBe(1);
  expect(cleo.about('peer-back')).toHaveLength(2);
});
