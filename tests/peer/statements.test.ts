import { expect, test } from 'vitest';
import { Author } from '../support/author.ts';
import { Group, type Member } from '../support/group.ts';
import { RawPeer } from '../support/raw-peer.ts';

/** Somebody who is not there. */
const NOBODY = new Author(0x77);
const STRANGER = NOBODY.id;

/** Ana and Ben with a link, and somebody beside them who has one with Ana and speaks by hand. */
async function beside(): Promise<{ group: Group; ana: Member; ben: Member; raw: RawPeer }> {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => ana.roster['Mallory'] === 'direct', 'a link');
  group.network.frames.splice(0);
  return { group, ana, ben, raw };
}

/** The group that somebody is in who has said hello. */
function groupOf(raw: RawPeer): string {
  const { group } = raw.said('hello') as { group: { id: string } };
  return group.id;
}

/** People who do not exist, each with a key. */
function crowd(size: number): readonly Author[] {
  return Array.from({ length: size }, (_, i) => new Author(0x10000 + i));
}

/** Somebody says that a thousand people can be reached through them. */
function makeUpCrowd(raw: RawPeer): void {
  const people = crowd(1_000);
  const ids = people.map(({ id }) => id);
  raw.say(raw.author.links(groupOf(raw), 100, ids.slice(0, 256), 'Mallory'));
  for (const [i, author] of people.entries()) {
    raw.say(author.links(groupOf(raw), 7, ids.slice(i + 1, i + 9)));
  }
}

/** Whose links Ana has asked somebody for, so far. */
function askedOf(group: Group, to: string): readonly unknown[] {
  return group.network
    .messages('links-wanted')
    .filter((frame) => frame.from === 'ana' && frame.to === to)
    .flatMap(({ message }) => message?.['of'] as unknown[]);
}

test('a change that does not continue what is known is repaired by the whole', async () => {
  const { group, ana, raw } = await beside();
  const id = groupOf(raw);
  raw.say(raw.author.links(id, 100, [ana.id], 'Mallory'));
  raw.say(NOBODY.links(id, 7, [raw.id]));
  const sig = raw.author.signLinks(id, 201, [ana.id, STRANGER]);
  const change = { t: 'links-changed', of: raw.id, came: [STRANGER], gone: [], sig };
  raw.say({ ...change, from: 200, n: 201 });
  await group.until(() => askedOf(group, 'mallory').includes(raw.id), 'Ana asks', 1_000);
  expect(ana.roster['Stranger']).toBeUndefined();
  raw.say(raw.author.links(id, 201, [ana.id, STRANGER], 'Mallory'));
  await group.until(() => ana.roster['Stranger'] === 'relayed', 'the stranger', 1_000);
});

test('what a neighbour offered and did not give before it went is asked of the others', async () => {
  const { group, raw } = await beside();
  raw.say({ t: 'links-known', known: [[STRANGER, 7]] });
  await group.until(() => askedOf(group, 'mallory').includes(STRANGER), 'Ana asks', 1_000);
  expect(askedOf(group, 'ben')).toEqual([]);
  raw.destroy();
  await group.until(() => askedOf(group, 'ben').includes(STRANGER), 'Ana asks Ben', 1_000);
});

test('a neighbour that offers much and gives nothing keeps nobody from hearing of others', async () => {
  const { group, raw } = await beside();
  const invented = crowd(600).map(({ id }) => [id, 7]);
  raw.say({ t: 'links-known', known: invented.slice(0, 256) });
  raw.say({ t: 'links-known', known: invented.slice(256, 512) });
  raw.say({ t: 'links-known', known: invented.slice(512) });

  await group.until(() => askedOf(group, 'mallory').length === 512, 'Ana asks', 1_000);
  group.network.frames.splice(0);
  const other = await RawPeer.dial(group, 'ana', 0xfd);
  await other.shakeHands(group);
  other.hello({ name: 'Other' });
  await group.quiet(1_000);
  other.say({ t: 'links-known', known: [[STRANGER, 7]] });
  await group.until(() => askedOf(group, 'mallory').includes(STRANGER), 'Ana asks', 1_000);
  // Nor later, when others have been asked for all that was offered and not given.
  await group.quiet(10_000);
  group.network.frames.splice(0);
  other.say({ t: 'links-known', known: [[STRANGER, 8]] });
  await group.until(() => askedOf(group, 'mallory').includes(STRANGER), 'Ana asks', 1_000);
  await group.quiet(20_000);
  group.network.frames.splice(0);
  await group.quiet(60_000);
  expect(group.network.messages('links-wanted')).toEqual([]);
});

test('what a neighbour offered and does not give is asked of the others in ten seconds', async () => {
  const { group, ana, raw } = await beside();
  raw.say({ t: 'links-known', known: [[STRANGER, 7]] });
  await group.until(() => askedOf(group, 'mallory').includes(STRANGER), 'Ana asks', 1_000);
  await group.until(() => askedOf(group, 'ben').includes(STRANGER), 'Ana asks Ben', 11_000);
  expect(ana.roster['ben']).toBe('direct');
});

test('nobody can end a link between two others, or tell them that one of them has left', async () => {
  const { group, ana, ben, raw } = await beside();
  const later = group.clock.now() + 1_000_000;
  const id = groupOf(raw);
  raw.say(raw.author.links(id, 100, [ana.id, ben.id], 'Mallory'));
  const who = { id: ben.id, name: 'Nobody', epoch: 'ab'.repeat(8), addresses: [] };
  raw.say({ t: 'links', who, n: later, to: [], sig: raw.author.signLinks(id, later, []) });
  raw.say({
    t: 'links-changed',
    of: raw.id,
    from: 100,
    n: 101,
    came: [],
    gone: [[ben.id, 'left']],
    sig: raw.author.signLinks(id, 101, [ana.id]),
  });
  await group.quiet(10_000);
  expect(ana.roster['ben']).toBe('direct');
  expect([...ana.about('peer-left'), ...ana.about('peer-lost')]).toEqual([]);
  // And Ben's own next word, though its version is lower, is the one that holds.
  const cleo = await group.start('cleo', ['ben'], { mesh: false, listen: false });
  await group.until(() => ana.roster['cleo'] === 'relayed', 'Cleo through Ben', 2_000);
  expect(cleo.roster['ana']).toBe('relayed');
});

test('a crowd that somebody makes up is bounded, and goes with them', async () => {
  const { group, ana, raw } = await beside();
  makeUpCrowd(raw);
  await group.quiet();
  expect(ana.count('relayed')).toBeGreaterThan(200);
  expect(ana.count('relayed')).toBeLessThanOrEqual(512);
  raw.destroy();
  await group.quiet();
  expect(ana.roster).toEqual({ ben: 'direct', Mallory: 'offline' });
});

test('a crowd that somebody makes up hides nobody who comes through others', async () => {
  const { group, ana, raw } = await beside();
  makeUpCrowd(raw);
  await group.quiet();
  await group.start('cleo', ['ben'], { mesh: false, listen: false });
  await group.until(() => ana.roster['cleo'] === 'relayed', 'Cleo through Ben', 2_000);
  expect(ana.count('relayed')).toBeLessThanOrEqual(512);
});

test('nobody can speak for somebody else of whom they have no word', async () => {
  const { group, ana, raw } = await beside();
  const id = groupOf(raw);
  raw.say(raw.author.links(id, 100, [ana.id, STRANGER], 'Mallory'));
  const forged = { ...NOBODY.links(id, 7, [raw.id]), sig: raw.author.signLinks(id, 7, [raw.id]) };
  raw.say(forged);
  raw.say(NOBODY.links('ab'.repeat(16), 7, [raw.id]));
  await group.quiet(2_000);
  expect(ana.roster['Stranger']).toBeUndefined();
  raw.say(NOBODY.links(id, 8, [raw.id]));
  await group.until(() => ana.roster['Stranger'] === 'relayed', 'the stranger', 1_000);
  // Nor change what they have said, though the version fits: the whole is asked for again.
  group.network.frames.splice(0);
  const change = { t: 'links-changed', of: STRANGER, from: 8, came: [], gone: [[raw.id, 'lost']] };
  raw.say({ ...change, n: 8.64e15, sig: raw.author.signLinks(id, 8.64e15, []) });
  await group.until(() => askedOf(group, 'mallory').includes(STRANGER), 'Ana asks', 1_000);
  raw.say(NOBODY.links(id, 9, [raw.id], 'Renamed'));
  await group.until(() => ana.roster['Renamed'] === 'relayed', 'a later word', 1_000);
});

test('whose word no longer holds is told to nobody, whoever asks for it', async () => {
  const { group, ana, raw } = await beside();
  const id = groupOf(raw);
  const other = await RawPeer.dial(group, 'ana', 0xfd);
  await other.shakeHands(group);
  other.hello({ name: 'Other' });
  raw.say(raw.author.links(id, 100, [ana.id, STRANGER], 'Mallory'));
  raw.say(NOBODY.links(id, 7, [raw.id]));
  await group.until(() => ana.roster['Stranger'] === 'relayed', 'the stranger', 1_000);
  const answers = async (): Promise<readonly unknown[]> => {
    other.heard.splice(0);
    other.say({ t: 'links-wanted', of: [STRANGER, ana.id, raw.id] });
    await group.quiet(100);
    const whole = other.heard.filter(({ t }) => t === 'links');
    return whole.map(({ who }) => (who as { id: string }).id);
  };
  // The nearest first: who asks knows a way to each before their word comes.
  expect(await answers()).toEqual([ana.id, raw.id, STRANGER]);
  raw.say(raw.author.links(id, 101, [ana.id], 'Mallory'));
  await group.until(() => ana.roster['Stranger'] === undefined, 'nobody', 1_000);
  expect(await answers()).toEqual([ana.id, raw.id]);
});

test('an answer that was under way when somebody went brings nobody back with them', async () => {
  const { group, ana, raw } = await beside();
  const id = groupOf(raw);
  const cleo = new Author(0x78);
  const all = [ana.id, STRANGER];
  raw.say(raw.author.links(id, 100, all, 'Mallory'));
  raw.say(NOBODY.links(id, 7, [raw.id, cleo.id]));
  raw.say(cleo.links(id, 7, [STRANGER], 'Cleo'));
  await group.until(() => ana.roster['Cleo'] === 'relayed', 'Cleo', 1_000);
  raw.say(raw.author.links(id, 101, [ana.id], 'Mallory'));
  await group.quiet(1_000);
  raw.say(NOBODY.links(id, 8, [raw.id, cleo.id]));
  await group.quiet(1_000);
  raw.say(raw.author.links(id, 102, all, 'Mallory'));
  await group.until(() => ana.roster['Stranger'] === 'relayed', 'the stranger', 1_000);
  expect(ana.roster['Cleo']).toBeUndefined();
  // Once it is said anew they are back.
  raw.say(NOBODY.links(id, 9, [raw.id, cleo.id]));
  await group.until(() => ana.roster['Cleo'] === 'relayed', 'Cleo', 1_000);
});
