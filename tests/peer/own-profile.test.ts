import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import type { ProfileChange } from '../../src/core/profile.ts';
import type { ChatState } from '../../src/core/state.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { chained, entry, epoch } from '../support/entries.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

type Seen = ChatState['people'][number];

/** How somebody is in the list of another. */
function seenBy(member: Member, other: Member): Seen | undefined {
  return member.peer.state.people.find(({ id }) => id === other.id);
}

async function change(group: Group, member: Member, change: ProfileChange): Promise<void> {
  const changed = await group.run(member.peer.changeProfile(change), 'a change of profile');
  if (!changed.ok) throw new Error(changed.error.message);
}

/** All profiles that a member holds, the one with the highest number last. */
async function profilesOf({ store, identity }: Member): Promise<readonly string[]> {
  const lobby = plainCrypto(identity).groupId('lobby');
  const bodies = (await store.newest(lobby, 'profile', 100, null)).map(({ body }) => body);
  return bodies.sort((a, b) => JSON.parse(a).n - JSON.parse(b).n);
}

const STAR = { mesh: false };

test('a new name, status and colour hold for everybody at once, over others too', async () => {
  const group = new Group();
  const ben = await group.start('ben', [], STAR);
  const ana = await group.start('ana', ['ben'], { ...STAR, listen: false });
  const carol = await group.start('carol', ['ben'], { ...STAR, listen: false });
  await group.until(() => carol.roster['ana'] === 'relayed', 'a chain');
  await change(group, ana, { name: 'Anna', status: 'in a meeting', colour: 3 });
  expect(ana.peer.state.self).toEqual({ id: ana.id, name: 'Anna' });
  expect(ana.peer.state.looks).toEqual({ status: 'in a meeting', colour: 3 });
  await group.until(() => carol.roster['Anna'] === 'relayed', 'the new name far away', 1_000);
  for (const other of [ben, carol]) {
    expect(seenBy(other, ana)).toMatchObject({ name: 'Anna', status: 'in a meeting', colour: 3 });
  }
  await change(group, ana, { status: null, colour: null });
  await group.quiet(500);
  expect(seenBy(carol, ana)).not.toHaveProperty('status');
  expect(seenBy(carol, ana)).not.toHaveProperty('colour');
});

test('whoever was away while somebody took another name knows it when they are back', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await group.quiet();
  await carol.leave();
  await change(group, ana, { name: 'Anna', status: 'moved' });
  await group.quiet();
  await ana.leave();
  const again = await group.start('carol', ['ben'], {}, { as: carol });
  await group.until(() => again.roster['Anna'] === 'offline', 'the new name from the log');
  expect(seenBy(again, ana)).toMatchObject({ status: 'moved' });
  expect(ben.roster).toEqual({ Anna: 'offline', carol: 'direct' });
});

test('whoever comes later hears the new name in the hello, before any log', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await change(group, ana, { name: 'Anna' });
  const ben = await group.start('ben', ['ana']);
  const names = ben.all('roster').flatMap(({ peers }) => peers.map(({ name }) => name));
  expect(new Set(names)).toEqual(new Set(['Anna']));
});

test('status and colour are there again after a restart', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = await group.start('ana', [], {}, { store });
  await change(group, ana, { status: 'on the bridge', colour: 5 });
  await ana.leave();
  const again = await group.start('ana', [], {}, { as: ana });
  expect(again.peer.state.looks).toEqual({ status: 'on the bridge', colour: 5 });
  expect((await profilesOf(again)).at(-1)).toBe(
    '{"name":"ana","n":3,"status":"on the bridge","colour":5}',
  );
});

test('what a newer program of the same person has said besides is said again by an older one', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = group.member('ana', { store });
  const body = '{"pronouns":"she","name":"Anna","n":7,"status":"new","colour":{"hue":4}}';
  const author = ana.id as PeerId; // a member's id is its key
  const newer = entry({ author, epoch: epoch(9), kind: 'profile', body });
  await store.append(plainCrypto(ana.identity).groupId('lobby'), chained([newer]));
  await group.run(ana.join(), 'Ana joins');
  const said = (await profilesOf(ana)).at(-1);
  expect(said).toBe('{"name":"ana","n":8,"status":"new","pronouns":"she"}');
  await change(group, ana, { status: 'newer' });
  expect((await profilesOf(ana)).at(-1)).toBe(
    '{"name":"ana","n":9,"status":"newer","pronouns":"she"}',
  );
});

test('a change that changes nothing is not written, and too many in a row are refused', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await change(group, ana, { name: 'ana', status: '' });
  expect((await profilesOf(ana)).length).toBe(1);
  for (let i = 0; i < 11; i++) await change(group, ana, { status: `status ${i}` });
  const refused = await group.run(ana.peer.changeProfile({ status: 'one more' }), 'a change');
  expect(refused).toMatchObject({ ok: false, error: { code: 'profile-too-often' } });
  expect(ana.peer.state.looks.status).toBe('status 10');
  await group.quiet(60_000);
  await change(group, ana, { status: 'one more' });
});

test('two changes at once both hold', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const both = [ana.peer.changeProfile({ status: 'here' }), ana.peer.changeProfile({ colour: 1 })];
  await group.run(Promise.all(both), 'two changes');
  expect(ana.peer.state.looks).toEqual({ status: 'here', colour: 1 });
});

test('two programs of one profile change it without contest, and the last change holds after both', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const twin = await group.start(
    'ana',
    ['ben'],
    {},
    { as: ana, host: 'elsewhere', store: new MemoryStore() },
  );
  await group.quiet(5_000);
  await change(group, ana, { name: 'Anna' });
  await group.quiet(5_000);
  await change(group, twin, { name: 'Annie' });
  await group.quiet(30_000);
  const before = (await profilesOf(ben)).length;
  await group.quiet(60_000);
  expect((await profilesOf(ben)).length).toBe(before);
  await ana.leave();
  await twin.leave();
  await group.quiet(20_000);
  expect(ben.roster).toEqual({ Annie: 'offline' });
});

test('whoever takes a name that somebody else has is announced as another, though they were here', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  const mallory = await group.start('mallory', ['ana']);
  await group.until(() => ana.count('direct') === 2, 'three people');
  await group.quiet();
  await change(group, mallory, { name: 'Ben' });
  await group.until(() => ana.all('warning').length > 0, 'a warning');
  const tag = (member: Member): string => member.id.slice(0, 4);
  expect(ana.all('warning').map(({ message }) => message)).toEqual([
    `mallory goes by Ben from now on (${tag(mallory)}): this is not the Ben you know (${tag(ben)}).`,
  ]);
  expect(ana.peer.state.tags).toEqual({ [ben.id]: tag(ben), [mallory.id]: tag(mallory) });
  expect(ana.contacts.of(mallory.id as PeerId)?.notThe).toBe('Ben');
  await change(group, mallory, { name: 'Mallory' });
  await group.until(() => ana.roster['Mallory'] === 'direct', 'another name');
  expect(ana.contacts.of(mallory.id as PeerId)?.notThe).toBeNull();
});

test('whoever takes one’s own name, or the one that one has just put off, is told apart from one', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await group.quiet();
  await change(group, ana, { name: 'Anna' });
  await group.quiet();
  await change(group, ben, { name: 'ANNA' });
  await change(group, carol, { name: 'ana' });
  await group.until(() => ana.all('warning').length === 2, 'two warnings');
  expect(ana.all('warning').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^ben goes by ANNA from now on \(.*\): this is not you\.$/),
    expect.stringMatching(/^carol goes by ana from now on \(.*\): this is not you\.$/),
  ]);
});

test('of those who are away it is known when they were last here, after a restart too', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await group.quiet(5_000);
  await ben.leave();
  const left = group.clock.now();
  await group.until(() => ana.roster['ben'] === 'offline', 'that Ben has left');
  expect(Math.abs((seenBy(ana, ben)?.lastSeen ?? 0) - left)).toBeLessThan(1_000);
  expect(seenBy(ana, ben)?.away).toBe(true);
  await group.quiet(60_000);
  await ana.leave();
  const closed = group.clock.now();
  await carol.leave();
  await group.quiet(60_000);
  const again = await group.start('ana', [], {}, { as: ana });
  await group.until(() => again.count('offline') === 2, 'the list');
  expect(Math.abs((seenBy(again, ben)?.lastSeen ?? 0) - left)).toBeLessThan(1_000);
  expect(Math.abs((seenBy(again, carol)?.lastSeen ?? 0) - closed)).toBeLessThan(1_000);
  // They may have been here while we were not.
  expect(seenBy(again, ben)).not.toHaveProperty('away');
});

test('whoever falls silent was last here when they were last heard, and not when that was noticed', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet(20_000);
  group.network.silence('ana', 'ben');
  const cut = group.clock.now();
  await group.until(() => ana.roster['ben'] === 'offline', 'that Ben is lost', 30_000);
  expect(group.clock.now() - cut).toBeGreaterThan(8_000);
  expect(cut - (seenBy(ana, ben)?.lastSeen ?? 0)).toBeGreaterThanOrEqual(0);
  await group.quiet(100);
});

test('own messages that are told after a change of name have the new one', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await change(group, ana, { name: 'Anna' });
  await ana.say('hello');
  expect(ana.all('message').map(({ author }) => author.name)).toEqual(['Anna']);
});

test('a change of name is told once to everybody, and trying out names leaves one line or none', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  await change(group, ana, { name: 'Anna' });
  await group.until(() => ben.roster['Anna'] === 'direct', 'the new name');
  expect(ben.all('peer-renamed')).toMatchObject([{ peer: { name: 'Anna' }, was: 'ana' }]);
  const lines = (member: Member): readonly unknown[] =>
    member.peer.state.notices.flatMap(({ notice }) =>
      notice.kind === 'renamed' ? [[notice.was, notice.peer.name]] : [],
    );
  expect([lines(ana), lines(ben)]).toEqual([[['ana', 'Anna']], [['ana', 'Anna']]]);
  await change(group, ana, { name: 'Annie' });
  await group.until(() => ben.roster['Annie'] === 'direct', 'another name');
  expect([lines(ana), lines(ben)]).toEqual([[['ana', 'Annie']], [['ana', 'Annie']]]);
  await change(group, ana, { name: 'ana' });
  await group.until(() => ben.roster['ana'] === 'direct', 'the name from before');
  expect([lines(ana), lines(ben)]).toEqual([[], []]);
  await change(group, ana, { status: 'no name at all' });
  await group.quiet();
  expect(ben.all('peer-renamed').length).toBe(3);
});
