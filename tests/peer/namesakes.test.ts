import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { labelOf } from '../../src/core/labels.ts';
import { Author, page } from '../support/author.ts';
import { at, Group, type Member } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

/** Everybody else, as a screen shows them: `sam (5a11) direct`. */
function shown({ peer }: Member): readonly string[] {
  const { people } = peer.state;
  return people.map((each) => `${labelOf(each, peer.state)} ${each.state}`).sort();
}

/** Warnings that somebody is not who they are called. */
function strangers(member: Member): readonly string[] {
  const warnings = member.all('warning').filter(({ code }) => code === 'known-name-new-key');
  return warnings.map(({ message }) => message);
}

test('a stranger with the name of somebody who is away is shown and announced as another', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  await group.quiet();
  await sam.leave();
  const other = await group.start('sam', ['ana'], {}, { host: 'elsewhere' });
  await group.until(() => ana.count('direct') === 1, 'the other Sam');
  const [known, fresh] = [sam.id.slice(0, 4), other.id.slice(0, 4)];
  expect(shown(ana)).toEqual([`sam (${known}) offline`, `sam (${fresh}) direct`].sort());
  expect(strangers(ana)).toEqual([
    `Another sam has joined (${fresh}): this is not the sam you know (${known}).`,
  ]);
  // The newcomer meets the name in the log, and is told as well: it is their own.
  await group.until(() => shown(other).includes(`sam (${known}) offline`), 'the log');
  expect(strangers(other)).toEqual([`Another sam is in the group (${known}): this is not you.`]);
});

test('after that both are known, and coming and going is no news, nor after a restart', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  const other = await group.start('sam', ['ana'], {}, { host: 'elsewhere' });
  await group.until(() => ana.count('direct') === 2, 'both');
  await group.quiet();
  await sam.leave();
  await group.start('sam', ['ana'], {}, { as: sam });
  await group.until(() => ana.count('direct') === 2, 'both again');
  expect(strangers(ana)).toHaveLength(1);
  await group.quiet();
  await ana.leave();
  const again = await group.start('ana', ['sam', 'elsewhere'], {}, { as: ana });
  await group.until(() => again.count('direct') === 2, 'both after a restart');
  await group.quiet();
  expect(strangers(again)).toEqual([]);
  expect(shown(again)).toEqual(
    [sam, other].map(({ id }) => `sam (${id.slice(0, 4)}) direct`).sort(),
  );
});

test('whoever takes a new name and then the old one again is announced at neither', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  for (const name of ['samuel', 'sam']) {
    await group.quiet();
    await group.members.at(-1)?.leave();
    await group.start(name, ['ana'], {}, { as: sam, host: 'sam' });
    await group.until(() => ana.roster[name] === 'direct', `Sam as ${name}`);
  }
  expect(strangers(ana)).toEqual([]);
  expect(shown(ana)).toEqual(['sam direct']);
});

test('a name that somebody has given up is still known as theirs, even after a restart', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  await group.quiet();
  await sam.leave();
  const samuel = await group.start('samuel', ['ana'], {}, { as: sam, host: 'sam' });
  await group.quiet();
  await Promise.all([ana.leave(), samuel.leave()]);
  const later = await group.start('ana', [], {}, { as: ana });
  await group.quiet();
  const other = await group.start('sam', ['ana'], {}, { host: 'elsewhere' });
  await group.until(() => later.count('direct') === 1, 'the other Sam');
  const [known, fresh] = [sam.id.slice(0, 4), other.id.slice(0, 4)];
  expect(strangers(later)).toEqual([
    `Another sam has joined (${fresh}): this is not the sam you know (${known}).`,
  ]);
  expect(shown(later)).toContain(`samuel (${known}) offline`);
});

test('thousands of invented people are no cover for one with the name of somebody verified', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  expect(ana.peer.changeContact(sam.id as PeerId, { verified: true }).ok).toBe(true);
  await Promise.all([sam.leave(), ana.leave()]);
  const again = await group.start('ana', [], {}, { as: ana });
  const mallory = await RawPeer.dial(group, 'ana');
  await mallory.shakeHands(group);
  mallory.hello();
  await group.until(() => mallory.said('neighbours') !== undefined, 'a link');
  const { id } = { id: '', ...(mallory.said('hello')?.['group'] ?? {}) };
  const crowd = 4_200; // More than were ever remembered at a time.
  for (let from = 0; from < crowd; from += 300) {
    const runs = Array.from({ length: 300 }, (_, i) => {
      const profile = JSON.stringify({ name: `Person ${from + i}`, n: 1 });
      return new Author(1_000 + from + i).run(id, [profile], { kind: 'profile' });
    });
    mallory.message(PAGE, page(id, 'live', runs));
    await group.quiet(200);
  }
  await group.until(() => again.peer.state.people.length > crowd, 'the crowd');
  // Known are those with whom there was a link.
  expect(Object.keys(again.peer.state.contacts)).toHaveLength(2);
  const other = group.member('sam', { host: 'elsewhere' });
  await group.run(other.join({ seeds: [at('ana')] }), 'the other Sam');
  await group.until(() => again.count('direct') === 2, 'the other Sam');
  const [known, fresh] = [sam, other].map((one) => one.id.slice(0, 4));
  expect(again.all('error').map(({ message }) => message)).toEqual([
    `Another sam has joined (${fresh}): this is not the sam whom you have verified (${known}). Compare numbers before you trust what they say.`,
  ]);
  expect(again.peer.state.contacts[other.id as PeerId]?.notThe).toBe('sam');
});
