import { expect, test } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import type { SessionOptions } from '../../src/peer/chat-peer.ts';
import { at, type Group, type Member } from '../support/group.ts';
import { invitedBy, lockedGroup, OTHER_SECRET, typed } from '../support/locked.ts';

/** Joins as a window does: not into a group of one's own where others refuse. */
function tryToJoin(
  group: Group,
  member: Member,
  options: Partial<SessionOptions>,
): Promise<Result<null, { readonly code: string }>> {
  return group.run(member.join({ alone: false, ...options }), 'joining ends');
}

test.each([
  ['another secret', typed('design', OTHER_SECRET), 'seed-wrong-secret'],
  ['no secret', typed('design', null), 'seed-locked'],
  ['neither secret nor group', typed(null, null), 'seed-locked'],
])(
  'who comes to a locked group with %s has not joined, and can try again',
  async (_, wrong, code) => {
    const group = lockedGroup();
    const ana = await group.start('ana', [], typed('design'));
    const ben = group.member('ben');
    const refused = await tryToJoin(group, ben, { ...wrong, seeds: [at('ana')] });
    expect(refused).toMatchObject({ ok: false, error: { code } });
    expect(ben.peer.state.joined).toBe(false);
    expect(ben.all('joined-group')).toEqual([]);
    expect(ben.keyring.all).toEqual([]);

    const joined = await tryToJoin(group, ben, { ...typed('design'), seeds: [at('ana')] });
    expect(joined.ok).toBe(true);
    await group.until(() => ana.count('direct') === 1, 'Ben is in');
  },
);

test('nor has who comes to an open group with a secret', async () => {
  const group = lockedGroup();
  await group.start('ana', [], { group: 'design' });
  const refused = await tryToJoin(group, group.member('ben'), {
    ...typed('design'),
    seeds: [at('ana')],
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'seed-open' } });
});

test('one seed that refuses does not matter where another lets in', async () => {
  const group = lockedGroup();
  await group.start('ana', [], typed('design', OTHER_SECRET));
  await group.start('dan', [], typed('design'));
  const joined = await tryToJoin(group, group.member('ben'), {
    ...typed('design'),
    seeds: [at('ana'), at('dan')],
  });
  expect(joined.ok).toBe(true);
});

test('nobody at home is no refusal: a group begins', async () => {
  const group = lockedGroup();
  const ben = group.member('ben');
  const joined = await tryToJoin(group, ben, { ...typed('design'), seeds: [at('nobody')] });
  expect(joined.ok).toBe(true);
  expect(ben.all('joined-group')).toMatchObject([{ created: true }]);
});

test('whoever was in the group before its secret changed still comes to what they have', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed('design'));
  const ben = await group.start('ben', [], invitedBy(ana));
  await ana.say('Before the change');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  await ben.leave();
  await group.run(ana.peer.changeSecret(null), 'the secret changes');
  const again = group.member('ben', { as: ben });
  const joined = await tryToJoin(group, again, { ...typed('design'), seeds: [at('ana')] });
  expect(joined.ok).toBe(true);
  expect(again.texts).toEqual(['Before the change']);
  expect(again.all('warning')).toMatchObject([{ code: 'seed-wrong-secret' }]);
});

test('whoever is let go because the secret has changed is told so once, whoever else refuses them', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed('design'));
  const ben = await group.start('ben', ['ana'], typed('design'));
  await group.until(() => ben.count('direct') === 1, 'Ben is in');
  await group.run(ana.peer.changeSecret(null), 'the secret changes');
  await group.quiet(60_000);
  expect(ben.all('warning').map(({ code }) => code)).toEqual(['secret-changed']);
});
