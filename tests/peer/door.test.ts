import { expect, test } from 'vitest';
import type { Epoch, GroupId, GroupKey } from '../../src/core/ids.ts';
import type { Hello, Preamble } from '../../src/core/wire.ts';
import { groupKeys } from '../../src/crypto/group-keys.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';
import { type Aim, Door } from '../../src/peer/door.ts';
import { cheapArgon2 } from '../support/cheap-argon2.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

const CRYPTO = plainCrypto(createIdentity());
const { groupId } = signingWith(createIdentity());
const { roomId } = groupKeys(cheapArgon2);
const RANDOM = { bytes: (length: number) => new Uint8Array(length), fraction: () => 0 };
const KEY = '5a'.repeat(32) as GroupKey;
const OTHER_KEY = '5b'.repeat(32) as GroupKey;
const ROOM = roomId('design', KEY);

const WHATEVER: Aim = { name: null, locked: false, key: null, id: null };
const OPEN: Aim = { ...WHATEVER, name: 'design' };
const SECRET_ALONE: Aim = { ...WHATEVER, locked: true };
const TYPED: Aim = { name: 'design', locked: true, key: KEY, id: null };
const SETTLED: Aim = { ...TYPED, id: ROOM };

function doorOf(aim: Aim): Door {
  const door = new Door(CRYPTO, RANDOM, 'Ana', 'ee'.repeat(8) as Epoch, aim.locked);
  door.seek(aim);
  return door;
}

function preambleOf(aim: Aim): Preamble {
  return doorOf(aim).entry().preamble();
}

function helloFrom(group: Hello['group']): Hello {
  return { ...doorOf(WHATEVER).hello(), group, linked: false };
}

/** What becomes of a listener's hello on a link that was dialled with this aim. */
function objection(door: Door, group: Hello['group'], aim: Aim | null = null): string | null {
  const entry = door.entry(aim);
  entry.preamble();
  return entry.objection(helloFrom(group));
}

const LAB: Aim = { ...OPEN, name: 'lab' };
const LOCKED_LAB: Aim = { ...TYPED, name: 'lab' };

test.each<[what: string, listener: Aim, dialler: Aim, answer: string]>([
  ['whoever asks for whatever there is', OPEN, WHATEVER, 'welcome'],
  ['whoever names the group', OPEN, OPEN, 'welcome'],
  ['whoever names another', OPEN, LAB, 'other-group'],
  ['a secret for the name', OPEN, TYPED, 'open'],
  ['a secret without a name', OPEN, SECRET_ALONE, 'open'],
  ['a secret for another name', OPEN, LOCKED_LAB, 'other-group'],
  ['no secret and no name', SETTLED, WHATEVER, 'locked'],
  ['no secret', SETTLED, OPEN, 'locked'],
  ['no secret and another name', SETTLED, LAB, 'other-group'],
  ['a secret without a name', SETTLED, SECRET_ALONE, 'locked'],
  ['a secret, whichever it is', SETTLED, { ...TYPED, key: OTHER_KEY }, 'welcome'],
  ['a secret for another name', SETTLED, LOCKED_LAB, 'other-group'],
  ['anybody, before there is a group', TYPED, TYPED, 'not-ready'],
])('%s at %o', (_, listener, dialler, answer) => {
  const said = doorOf(listener).entry().admit(preambleOf(dialler));
  expect(said.answer === 'refused' ? said.code : said.answer).toBe(answer);
  if (said.answer === 'refused' && answer !== 'not-ready') expect(said.group).toBe('design');
});

test('who has no secret says nothing of one, and a locked group is asked for by its name alone', () => {
  expect(preambleOf(OPEN)).not.toHaveProperty('locked');
  expect(preambleOf(SETTLED)).toEqual({ ...preambleOf(OPEN), locked: true });
});

test('the id of a locked group comes from the first who answers, and from nobody after that', () => {
  const door = doorOf(TYPED);
  const other = 'ab'.repeat(16) as GroupId;
  expect(door.group).toBeNull();
  expect(door.hello().group).toBeNull();
  expect(objection(door, { id: ROOM, name: 'design' })).toBeNull();
  expect(door.group).toEqual({ id: ROOM, name: 'design', key: KEY });
  expect(objection(door, { id: other, name: 'design' })).toBe('other-room');
  expect(door.group?.id).toBe(ROOM);
});

test('an open group is not taken for a locked one, nor a locked one for an open', () => {
  const open = { id: groupId('design'), name: 'design' };
  const locked = doorOf(TYPED);
  expect(objection(locked, open)).toBe('other-group');
  expect(locked.group).toBeNull();
  const anywhere = doorOf(WHATEVER);
  expect(objection(anywhere, { id: ROOM, name: 'design' })).toBe('other-group');
  expect(anywhere.group).toBeNull();
  expect(objection(anywhere, open)).toBeNull();
  expect(anywhere.group).toEqual({ ...open, key: null });
});

test('a name that was not asked for is not taken over', () => {
  expect(objection(doorOf(TYPED), { id: ROOM, name: 'lab' })).toBe('other-group');
  expect(objection(doorOf(OPEN), { id: groupId('lab'), name: 'lab' })).toBe('other-group');
});

test('a link that began by another key than that of now leads nowhere', () => {
  const door = doorOf(SETTLED);
  const entry = door.entry();
  entry.preamble();
  door.settle({ id: ROOM, name: 'design', key: OTHER_KEY });
  expect(entry.objection(helloFrom({ id: ROOM, name: 'design' }))).toBe('other-group');
  expect(objection(door, { id: ROOM, name: 'design' })).toBeNull();
  const tried = { ...TYPED, key: KEY };
  expect(objection(door, { id: ROOM, name: 'design' }, tried)).toBe('other-group');
});

test('somebody who has no group yet may stay with us, and not we with them', () => {
  expect(objection(doorOf(SETTLED), null)).toBeNull();
  expect(objection(doorOf(TYPED), null)).toBe('other-group');
});
