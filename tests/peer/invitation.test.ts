import { expect, test } from 'vitest';
import { formatAddress } from '../../src/core/address.ts';
import { parseInvite } from '../../src/core/invite.ts';
import { parseSeeds } from '../../src/core/seeds.ts';
import { Group, type Member } from '../support/group.ts';

function invited(by: Member) {
  const link = by.peer.invite();
  const invite = link.ok ? parseInvite(link.value) : link;
  if (!invite.ok) throw new Error(invite.error.message);
  const addresses = invite.value.addresses.map(formatAddress);
  return { ...invite.value, addresses, link: link.ok ? link.value : '' };
}

test('an invite leads to the inviter first, then to neighbours', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben', 'cleo');
  const { addresses, group: name, secret, invitedBy } = invited(ana);
  expect(addresses[0]).toBe('ana:4000');
  expect([...addresses].sort()).toEqual(['ana:4000', 'ben:4000', 'cleo:4000']);
  expect({ name, secret, invitedBy }).toEqual({ name: 'lobby', secret: null, invitedBy: ana.id });
});

test('whoever comes by a link is in its group, and knows whether the inviter answered', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], { group: 'design' });
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ana.count('direct') === 1, 'Ben is there');
  const { link } = invited(ana);
  const seeds = parseSeeds(link);
  if (!seeds.ok) throw new Error('not a link');
  const by = { group: 'design', seeds: seeds.value.addresses, invitedBy: ana.peer.state.self?.id };
  const cleo = await group.start('cleo', [], { ...by, invitedBy: by.invitedBy ?? null });
  expect(cleo.peer.state).toMatchObject({ invitedBy: ana.id, answeredBy: ana.id });
  await ana.leave();
  const dan = await group.start('dan', [], { ...by, invitedBy: by.invitedBy ?? null });
  expect(dan.peer.state).toMatchObject({ invitedBy: ana.id, answeredBy: ben.id });
});

test('somebody who only dials invites to neighbours; with nobody there, nobody is invited', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], { listen: false });
  expect(invited(ben).addresses).toEqual(['ana:4000']);
  await ana.leave();
  await group.until(() => ben.count('direct') === 0, 'Ana has left');
  expect(ben.peer.invite()).toMatchObject({ error: { code: 'no-address' } });
  await ben.leave();
  expect(ben.peer.invite()).toMatchObject({ error: { code: 'not-joined' } });
});

test('what leads back to this computer is no address of a neighbour for others', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], {}, { host: '127.0.0.1' });
  const ben = await group.start('ben', ['127.0.0.1']);
  await group.until(() => ana.count('direct') === 1, 'Ben is there');
  expect(invited(ben).addresses).toEqual(['ben:4000']);
});
