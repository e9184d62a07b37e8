import { expect, test } from 'vitest';
import { formatAddress } from '../../src/core/address.ts';
import { formatInvite, type Invite, parseInvite } from '../../src/core/invite.ts';
import { parseSeeds } from '../../src/core/seeds.ts';
import { Group, type Member } from '../support/group.ts';
import { invitedBy, lockedGroup, OTHER_SECRET, typed } from '../support/locked.ts';

function inviteOf(by: Member): Invite {
  const link = by.peer.invite();
  const invite = link.ok ? parseInvite(link.value) : link;
  if (!invite.ok) throw new Error(invite.error.message);
  return invite.value;
}

function invited(by: Member) {
  const invite = inviteOf(by);
  return { ...invite, addresses: invite.addresses.map(formatAddress), link: formatInvite(invite) };
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
  expect(cleo.peer.state).toMatchObject({ invitedBy: ana.id, answeredBy: ana.id, alerts: [] });
  await ana.leave();
  const dan = await group.start('dan', [], { ...by, invitedBy: by.invitedBy ?? null });
  expect(dan.peer.state).toMatchObject({ invitedBy: ana.id, answeredBy: ben.id });
  expect(dan.all('note').map(({ message }) => message)).toEqual([
    'You were let in by ben, not by whom the link is from. Compare safety numbers if it matters.',
  ]);
  expect(dan.peer.state.alerts.map(({ severity, code }) => [severity, code])).toContainEqual([
    'note',
    'answered-by-another',
  ]);
  // Nobody answers, or there was no link: then nobody let anybody in.
  await Promise.all([ben, cleo, dan].map((member) => member.leave()));
  const eve = await group.start('eve', [], { ...by, invitedBy: by.invitedBy ?? null });
  const fay = await group.start('fay', ['eve']);
  expect([...eve.all('note'), ...fay.all('note')]).toEqual([]);
});

test('in a locked group nothing is said of who answers: they have proved the secret', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed('design'));
  const ben = await group.start('ben', ['ana'], typed('design'));
  await group.until(() => ana.count('direct') === 1, 'Ben is there');
  const link = invitedBy(ana);
  await ana.leave();
  const dan = await group.start('dan', [], link);
  expect(dan.peer.state).toMatchObject({ invitedBy: ana.id, answeredBy: ben.id });
  expect(dan.all('note')).toEqual([]);
});

test('only a link of the locked group that one is in leads back there, its name does not', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed('design'));
  const ben = await group.start('ben', ['ana'], typed('design'));
  const eve = await group.start('eve', [], typed('design', OTHER_SECRET));
  const mine = inviteOf(ben);
  expect(ana.peer.isHere(mine)).toBe(true);
  expect(ana.peer.isHere({ ...mine, secret: OTHER_SECRET })).toBe(true);
  expect(ana.peer.isHere(inviteOf(eve))).toBe(false);
  expect(ana.peer.isHere({ ...mine, secret: null, room: null })).toBe(false);
  expect(ana.peer.isHere({ ...mine, group: 'another' })).toBe(false);
  await ana.leave();
  expect(ana.peer.isHere(mine)).toBe(false);
});

test('of an open group nobody can tell whether it is the one that they are in', async () => {
  const ana = await new Group().start('ana', [], { group: 'design' });
  expect(ana.peer.isHere(inviteOf(ana))).toBe(false);
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

test('a key is named as its owner is called here, but for who came in the name of another', async () => {
  const group = new Group();
  const [ana, sam] = await group.mesh('ana', 'sam');
  const other = await group.start('sam', ['ana'], {}, { host: 'elsewhere' });
  await group.until(() => ana.count('direct') === 2, 'the other Sam');
  await ana.leave();
  expect(ana.peer.names).toEqual({ [sam.id]: 'sam' });
  const again = await group.start('ana', ['sam', 'elsewhere'], {}, { as: ana });
  await group.until(() => again.count('direct') === 2, 'both after a restart');
  const doubted = again.peer.state.people.find(({ id }) => id === other.id);
  if (doubted) again.peer.changeContact(doubted.id, { nickname: 'the new one' });
  expect(again.peer.names).toEqual({ [sam.id]: 'sam', [other.id]: 'the new one' });
});
