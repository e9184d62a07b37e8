import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { Author } from '../support/author.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { RawPeer } from '../support/raw-peer.ts';

const STAR = { mesh: false };

/** Who is writing, as somebody sees it. */
function writers({ peer }: Member): readonly string[] {
  return peer.state.typing.map(({ name }) => name);
}

function personOf({ peer: { state } }: Member, name: string): PeerId {
  const found = state.people.find((person) => person.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.id;
}

/** Ana and Carol, who reach each other through Ben only. */
async function chain(): Promise<readonly [Group, Member, Member, Member]> {
  const group = new Group();
  const ben = await group.start('ben', [], STAR);
  const ana = await group.start('ana', ['ben'], { ...STAR, listen: false });
  const carol = await group.start('carol', ['ben'], { ...STAR, listen: false });
  await group.until(() => carol.roster['ana'] === 'relayed', 'a chain');
  await group.quiet();
  return [group, ana, ben, carol];
}

/** A member that says what it likes, and has stated its link with Ana. */
async function intruder(group: Group, ana: Member): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  raw.say(
    raw.author.links(plainCrypto(ana.identity).groupId('lobby'), group.clock.now(), [ana.id]),
  );
  await group.quiet(500);
  return raw;
}

test('whoever writes is seen to by everybody, over others too, until they have stopped for a while', async () => {
  const [group, ana, ben, carol] = await chain();
  ana.peer.typing(true);
  await group.until(() => writers(carol).length === 1, 'that Ana writes', 500);
  expect([writers(ben), writers(carol), writers(ana)]).toEqual([['ana'], ['ana'], []]);
  for (let s = 0; s < 20; s++) {
    await group.quiet(1_000);
    ana.peer.typing(true);
    expect(writers(carol)).toEqual(['ana']);
  }
  await group.quiet(7_000);
  expect(writers(carol)).toEqual(['ana']);
  await group.quiet(2_000);
  expect(writers(carol)).toEqual([]);
});

test('whoever has sent what they wrote, or thrown it away, is not seen to write any more', async () => {
  const [group, ana, ben, carol] = await chain();
  ana.peer.typing(true);
  await group.until(() => writers(carol).length === 1, 'that Ana writes');
  await ana.say('done');
  await group.until(() => carol.texts.includes('done'), 'the message');
  await group.quiet(150);
  expect([writers(ben), writers(carol)]).toEqual([[], []]);
  ana.peer.typing(true);
  await group.until(() => writers(carol).length === 1, 'that Ana writes again');
  ana.peer.typing(false);
  await group.quiet(200);
  expect([writers(ben), writers(carol)]).toEqual([[], []]);
});

test('whoever leaves or is lost writes no more', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  ben.peer.typing(true);
  await group.until(() => writers(ana).length === 1, 'that Ben writes');
  await ben.leave();
  await group.quiet(200);
  expect(writers(ana)).toEqual([]);
});

test('several are told together, and nobody who is muted or blocked', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await group.quiet();
  ana.peer.changeContact(personOf(ana, 'ben'), { muted: true });
  ben.peer.typing(true);
  carol.peer.typing(true);
  await group.quiet(200);
  expect(writers(ana)).toEqual(['carol']);
  ana.peer.changeContact(personOf(ana, 'ben'), { muted: false });
  await group.quiet(200);
  expect(writers(ana)).toEqual(['ben', 'carol']);
});

test('whoever does not want to be seen writing says nothing of it', async () => {
  const group = new Group();
  const sharing = { typing: false, readReceipts: false };
  const ana = await group.start('ana', [], {}, { sharing });
  const ben = await group.start('ben', ['ana']);
  await group.quiet();
  ana.peer.typing(true);
  await group.quiet(500);
  expect(writers(ben)).toEqual([]);
});

test('nobody speaks for somebody who has a link, nor for anybody whom they do not carry', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  const mallory = await intruder(group, ana);
  const stranger = new Author(99).id;
  for (const of of [ben.id, ana.id, stranger]) {
    mallory.say({ t: 'typing', of, on: true, n: group.clock.now() });
  }
  await group.quiet(500);
  expect(writers(ana)).toEqual([]);
  mallory.say({ t: 'typing', of: mallory.id, on: true, n: group.clock.now() });
  await group.quiet(500);
  expect(writers(ana).length).toBe(1);
  expect(mallory.closed).toBe(false);
});

test('a flood of beginning and stopping tells a person little, and is not passed on', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], STAR);
  const ben = await group.start('ben', ['ana'], { ...STAR, listen: false });
  await group.quiet();
  const mallory = await intruder(group, ana);
  await group.until(() => ben.count('relayed') === 1, 'that Ben hears of Mallory');
  const before = ben.events.length;
  for (let i = 0; i < 60; i++) {
    mallory.say({ t: 'typing', of: mallory.id, on: i % 2 === 0, n: group.clock.now() });
    await group.quiet(110);
  }
  // Six at once, and then two a second.
  expect(ana.all('typing').length).toBeLessThan(25);
  expect(ben.events.slice(before).filter(({ type }) => type === 'typing').length).toBeLessThan(25);
});
