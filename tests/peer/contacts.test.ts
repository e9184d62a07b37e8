import { expect, test } from 'vitest';
import { shownTimeline } from '../../src/core/contacts.ts';
import type { PeerRef } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { labelOf } from '../../src/core/labels.ts';
import { timelineOf } from '../../src/core/timeline.ts';
import { Acquaintances } from '../../src/peer/acquaintances.ts';
import { peer } from '../support/entries.ts';
import { Group, type Member } from '../support/group.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** Texts that a screen shows. */
function shown({ peer }: Member): readonly string[] {
  return shownTimeline(timelineOf(peer.state), peer.state.contacts).flatMap((item) =>
    item.type === 'message' ? [item.message.text] : [],
  );
}

/** How somebody is shown to somebody else. */
function called(member: Member, other: Member): string {
  const who = member.peer.state.people.find(({ id }) => id === other.id);
  return who === undefined ? 'nobody' : labelOf(who, member.peer.state);
}

const STAR = { mesh: false };

test('whoever blocks somebody stores and passes on what they say, and has it when they unblock', async () => {
  const group = new Group();
  const ben = await group.start('ben', [], STAR);
  const ana = await group.start('ana', ['ben'], { ...STAR, listen: false });
  const carol = await group.start('carol', ['ben'], { ...STAR, listen: false });
  await group.until(() => carol.roster['ana'] === 'relayed', 'a chain');
  await ana.say('before');
  await group.until(() => shown(ben).includes('before'), 'the first message');
  const id = ana.peer.state.self?.id;
  if (id === undefined) throw new Error('Ana has not joined');
  expect(ben.peer.changeContact(id, { blocked: true })).toMatchObject({ ok: true });
  expect(shown(ben)).toEqual([]);
  await ana.say('after');
  await group.until(() => shown(carol).includes('after'), 'what Ben passes on');
  expect(shown(ben)).toEqual([]);
  expect(ben.texts).toEqual(['before', 'after']);
  expect(ben.peer.changeContact(id, { blocked: false })).toMatchObject({ ok: true });
  expect(shown(ben)).toEqual(['before', 'after']);
});

test('what was decided is there after a restart, and before anything is shown', async () => {
  const group = new Group();
  const [ana, dan] = await group.mesh('ana', 'dan');
  await dan.say('hello');
  await group.until(() => ana.texts.length === 1, 'a message');
  const [id] = ana.peer.state.people.map((person) => person.id);
  if (id === undefined) throw new Error('Nobody is there');
  ana.peer.changeContact(id, { nickname: 'Danny', verified: true, blocked: true });
  await ana.leave();
  const again = await group.start('ana', ['dan'], {}, { as: ana });
  const types = again.events.map(({ type }) => type);
  expect(types.indexOf('contacts')).toBeLessThan(types.indexOf('history'));
  expect(again.texts).toEqual(['hello']);
  expect(shown(again)).toEqual([]);
  expect(called(again, dan)).toBe('Danny');
  expect(again.peer.state.contacts[id]).toMatchObject({ verified: true, name: 'dan' });
});

test('somebody known from another group is known here, and whoever has the name is another', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], { group: 'work' });
  const sam = await group.start('sam', ['ana']);
  await group.until(() => ana.count('direct') === 1, 'Sam');
  await Promise.all([sam.leave(), ana.leave()]);
  const later = await group.start('ana', [], { group: 'choir' }, { as: ana });
  const other = await group.start('sam', ['ana'], {}, { host: 'elsewhere' });
  await group.until(() => later.count('direct') === 1, 'the other Sam');
  const [known, fresh] = [sam.id.slice(0, 4), other.id.slice(0, 4)];
  expect(later.all('warning').map(({ message }) => message)).toEqual([
    `Another sam has joined (${fresh}): this is not the sam you know (${known}).`,
  ]);
  const [stranger] = later.peer.state.people;
  expect(stranger && later.peer.state.contacts[stranger.id]?.notThe).toBe('sam');
  // Settled, and no longer warned of: here it is another person of that name.
  if (stranger) later.peer.changeContact(stranger.id, { nickname: 'Sam of the choir' });
  expect(later.peer.state.alerts).toEqual([]);
  expect(called(later, other)).toBe('Sam of the choir');
});

test('nobody hears what was decided about them, and one decides nothing about oneself', async () => {
  const group = new Group();
  const [ana, dan] = await group.mesh('ana', 'dan');
  await group.quiet();
  const before = group.network.frames.length;
  const [id] = ana.peer.state.people.map((person) => person.id);
  if (id === undefined) throw new Error('Nobody is there');
  ana.peer.changeContact(id, { nickname: 'Danny', muted: true, blocked: true, verified: true });
  await group.quiet(1_000);
  expect(JSON.stringify(group.network.frames.slice(before))).not.toContain('Danny');
  expect(dan.all('contacts').every(({ contacts }) => contacts.every((c) => c.id !== dan.id))).toBe(
    true,
  );
  const self = ana.peer.state.self?.id;
  expect(self && ana.peer.changeContact(self, { blocked: true })).toMatchObject({
    error: { code: 'contact-self' },
  });
});

/** Somebody's acquaintances, with whoever has proved a key. */
function acquainted(contacts = new KnownContacts(() => 1)) {
  const self = { id: peer(1), name: 'Ana' };
  const proved = new Set<PeerId>();
  const hasProved = (id: PeerId): boolean => proved.has(id);
  return {
    contacts,
    proved,
    acquaintances: new Acquaintances({ clock: new ManualClock(), self, contacts, hasProved }),
  };
}

function roster(who: PeerRef, state: 'direct' | 'offline' | 'relayed') {
  return { type: 'roster', peers: [{ ...who, state }] } as const;
}

test('somebody who is only reported, or has a log, is no acquaintance yet: a link makes one', () => {
  const { acquaintances, contacts, proved } = acquainted();
  const dan: PeerRef = { id: peer(2), name: 'Dan' };
  expect(acquaintances.around(roster(dan, 'relayed'))).toHaveLength(1);
  proved.add(dan.id);
  expect(acquaintances.around(roster(dan, 'offline'))).toHaveLength(1);
  expect(contacts.all).toEqual([]);
  const met = roster(dan, 'direct');
  expect(acquaintances.around(met)).toEqual([
    { type: 'contacts', contacts: [expect.objectContaining(dan)] },
    met,
  ]);
  // From then on a log is enough for another name.
  acquaintances.around(roster({ ...dan, name: 'Daniel' }, 'offline'));
  expect(contacts.of(dan.id)?.name).toBe('Daniel');
});

test('somebody with the name of another is kept with that doubt, though by a log only', () => {
  const known = new KnownContacts(() => 1);
  known.change(peer(2), 'Sam', { verified: true });
  const { acquaintances, contacts, proved } = acquainted(known);
  const other: PeerRef = { id: peer(3), name: 'Sam' };
  acquaintances.around(roster(other, 'relayed'));
  expect(contacts.of(other.id)).toBeUndefined();
  proved.add(other.id);
  acquaintances.around(roster(other, 'relayed'));
  expect(contacts.of(other.id)?.notThe).toBe('Sam');
  // At once, where the log is what tells of them.
  const third: PeerRef = { id: peer(4), name: 'Sam' };
  proved.add(third.id);
  expect(acquaintances.around(roster(third, 'offline')).at(-1)).toEqual({
    type: 'contacts',
    contacts: [expect.objectContaining({ ...third, notThe: 'Sam' })],
  });
});
