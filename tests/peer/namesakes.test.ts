import { expect, test } from 'vitest';
import { labelOf } from '../../src/core/labels.ts';
import { Group, type Member } from '../support/group.ts';

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
