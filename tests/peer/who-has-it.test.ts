import { expect, test } from 'vitest';
import { holderCounter, holdersOf } from '../../src/core/holders.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { Group, type Member } from '../support/group.ts';

/** What one must have to have a message of this member's as it is now, by its text. */
function idOf(member: Member, text: string): EntryId {
  const message = member.peer.state.messages.find((each) => each.text === text);
  if (message === undefined) throw new Error(`${member.name} does not show “${text}”`);
  return message.changedBy ?? message.id;
}

/** Names of those who are known to have a message. */
function holders(member: Member, text: string): readonly string[] {
  const { has } = holdersOf(member.peer.state, idOf(member, text));
  return has.map(({ name }) => name).sort();
}

test('whoever is away counts until they have it, from whomever', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await carol.leave();
  await ana.say('for everybody');
  await group.until(() => holders(ana, 'for everybody').length === 1, 'Ben has it');
  expect(holdersOf(ana.peer.state, idOf(ana, 'for everybody'))).toMatchObject({
    has: [{ name: 'ben', state: 'direct' }],
    lacks: [{ name: 'carol', state: 'offline' }],
  });
  const again = await group.start('carol', ['ben'], {}, { as: carol });
  await group.until(() => again.texts.length === 1, 'Carol reads it');
  await group.until(() => holders(ana, 'for everybody').length === 2, 'Ana knows');
  expect(holderCounter(ana.peer.state)(idOf(ana, 'for everybody'))).toBe(2);
  expect(ben.texts).toEqual(['for everybody']);
});

test('who has what was said has not what it was changed to', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await ana.say('at ten');
  const id = idOf(ana, 'at ten');
  await group.until(() => holders(ana, 'at ten').length === 2, 'all have it');
  await carol.leave();
  await ana.leave();
  const again = await group.start('ana', ['ben'], {}, { as: ana });
  expect(await group.run(again.peer.edit(id, 'at noon'), 'Ana edits it')).toMatchObject({
    ok: true,
  });
  await group.until(() => holders(again, 'at noon').includes('ben'), 'Ben has it as it is now');
  expect(holders(again, 'at noon')).toEqual(['ben']);
  const back = await group.start('carol', ['ben'], {}, { as: carol });
  await group.until(() => back.texts.includes('at noon'), 'Carol reads it');
  await group.until(() => holders(again, 'at noon').length === 2, 'Ana knows');
  expect(ben.all('delivered')).toEqual([]);
});

test('after a restart it is known who has what was said before, though they are away', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('before');
  await group.until(() => holders(ana, 'before').length === 1, 'Ben has it');
  await ben.leave();
  await ana.leave();
  const again = await group.start('ana', [], {}, { as: ana });
  expect(holders(again, 'before')).toEqual(['ben']);
});

test('who gets a message of an earlier start is known as well', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await ana.say('before');
  await ana.leave();
  const again = await group.start('ana', [], {}, { as: ana });
  expect(holders(again, 'before')).toEqual([]);
  await group.start('ben', ['ana']);
  await group.until(() => holders(again, 'before').length === 1, 'Ben has it');
});

test('of messages of long ago it is told once they are shown', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('long ago');
  await ana.leave();
  for (let i = 0; i < 100; i++) await ben.say(`line ${i}`);
  const again = await group.start('ana', ['ben'], {}, { as: ana });
  await group.until(() => again.texts.includes('line 99'), 'Ana catches up');
  await again.leave();
  const third = await group.start('ana', [], {}, { as: again });
  expect(third.texts).not.toContain('long ago');
  expect(third.peer.state.held).toEqual({});
  await group.run(third.peer.loadOlder(), 'older messages');
  expect(holders(third, 'long ago')).toEqual(['ben']);
});

test('at the end of a chain it is known who has a message, however far away', async () => {
  const group = new Group();
  const names = ['ana', 'ben', 'carol', 'dan', 'eva'];
  const members: Member[] = [];
  for (const [i, name] of names.entries()) {
    members.push(await group.start(name, names.slice(Math.max(0, i - 1), i), { mesh: false }));
  }
  const [ana] = members as [Member];
  await group.until(() => members.every((m) => m.count('relayed') >= 2), 'all see all');
  await ana.say('all the way');
  await group.until(() => holders(ana, 'all the way').length === 4, 'Ana knows of all');
});

test('what the far end got while its author was away is known when the author is back', async () => {
  const group = new Group();
  const fixed = { mesh: false };
  const ana = await group.start('ana', [], fixed);
  const hub = await group.start('hub', ['ana'], fixed);
  await ana.say('for Ben too');
  await group.until(() => hub.texts.length === 1, 'the hub has it');
  await ana.leave();
  const ben = await group.start('ben', ['hub'], fixed);
  await group.until(() => ben.texts.length === 1, 'Ben has it');
  await group.quiet();
  const again = await group.start('ana', ['hub'], fixed, { as: ana });
  await group.until(() => again.count('relayed') === 1, 'Ana sees Ben');
  await group.until(() => holders(again, 'for Ben too').join() === 'ben,hub', 'Ana knows', 500);
});

test('in a full mesh nobody passes on who has what', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await group.quiet();
  group.network.frames.splice(0);
  for (const member of [ana, ben, carol]) await member.say(`from ${member.name}`);
  await group.until(() => holders(ana, 'from ana').length === 2, 'both have it');
  await group.quiet(20_000);
  const passedOn = group.network
    .messages('have')
    .filter((frame) => frame.message?.['hops'] !== undefined);
  expect(passedOn).toEqual([]);
});
