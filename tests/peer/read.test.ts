import { expect, test } from 'vitest';
import type { EntryId } from '../../src/core/ids.ts';
import { splitEntryId } from '../../src/core/ids.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { RawPeer } from '../support/raw-peer.ts';

const STAR = { mesh: false };
const SILENT = { typing: false, readReceipts: false };

function idOf({ peer: { state } }: Member, text: string): EntryId {
  const found = state.messages.find((message) => message.text === text);
  if (found === undefined) throw new Error(`Nobody has said ${text}`);
  return found.id;
}

/** Who has read an own message, as far as they tell. */
function readers(member: Member, text: string): readonly string[] {
  const { read, people } = member.peer.state;
  const [log, seq] = splitEntryId(idOf(member, text));
  return people.filter(({ id }) => (read[log]?.[id] ?? 0) >= seq).map(({ name }) => name);
}

async function reads(group: Group, member: Member, text: string): Promise<void> {
  await group.until(() => member.texts.includes(text), text);
  member.peer.seen([idOf(member, text)]);
  await group.quiet(200);
}

async function chain(sharing = {}): Promise<readonly [Group, Member, Member, Member]> {
  const group = new Group();
  const ben = await group.start('ben', [], STAR);
  const ana = await group.start('ana', ['ben'], { ...STAR, listen: false }, sharing);
  const carol = await group.start('carol', ['ben'], { ...STAR, listen: false });
  await group.until(() => carol.roster['ana'] === 'relayed', 'a chain');
  return [group, ana, ben, carol];
}

test('who has written it is told who has read it, over others too, and nobody else is', async () => {
  const [group, ana, ben, carol] = await chain();
  await ana.say('one');
  await ana.say('two');
  await reads(group, carol, 'two');
  expect(readers(ana, 'one')).toEqual(['carol']);
  expect(readers(ana, 'two')).toEqual(['carol']);
  await reads(group, ben, 'one');
  expect([...readers(ana, 'one')].sort()).toEqual(['ben', 'carol']);
  expect(readers(ana, 'two')).toEqual(['carol']);
  expect(ben.all('read-by')).toEqual([]);
  expect(ben.peer.state.read).toEqual({});
});

test('what was read while the author was away is told when they are back, and kept over restarts', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('read me');
  await group.until(() => ben.texts.includes('read me'), 'the message');
  await ana.leave();
  await group.quiet();
  await reads(group, ben, 'read me');
  const again = await group.start('ana', ['ben'], {}, { as: ana });
  await group.until(() => readers(again, 'read me').length === 1, 'that Ben has read it');
  await ben.leave();
  await again.leave();
  const alone = await group.start('ana', [], {}, { as: ana });
  expect(readers(alone, 'read me')).toEqual(['ben']);
});

test('whoever does not want it known tells nobody what they have read, and is not told either', async () => {
  const [group, ana, ben, carol] = await chain({ sharing: SILENT });
  await ben.say('of ben');
  await reads(group, ana, 'of ben');
  await ana.say('of ana');
  await reads(group, carol, 'of ana');
  await group.quiet();
  expect(readers(ben, 'of ben')).toEqual([]);
  expect(readers(ana, 'of ana')).toEqual([]);
});

test('nobody says of others that they have read something, nor of what was never said', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('secret');
  await group.quiet();
  const mallory = await RawPeer.dial(group, 'ana');
  await mallory.shakeHands(group);
  mallory.hello();
  const lobby = plainCrypto(ana.identity).groupId('lobby');
  mallory.say(mallory.author.links(lobby, group.clock.now(), [ana.id]));
  await group.quiet(500);
  const [log] = splitEntryId(idOf(ana, 'secret'));
  mallory.say({ t: 'read', of: ben.id, heads: [[log, 2]] });
  mallory.say({
    t: 'read',
    of: mallory.id,
    heads: [
      [log, 9_999],
      [`${mallory.id}.${'ee'.repeat(8)}`, 5],
    ],
  });
  await group.quiet(500);
  expect(readers(ana, 'secret')).toEqual(['Mallory']);
  expect(ana.peer.state.read[log]).toEqual({ [mallory.id]: 2 });
  expect(mallory.closed).toBe(false);
});

test('that a message was read may be heard before it is told here, and still says that it came', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = await group.start('ana', [], {}, { store });
  const mallory = await RawPeer.dial(group, 'ana');
  await mallory.shakeHands(group);
  mallory.hello();
  const lobby = plainCrypto(ana.identity).groupId('lobby');
  mallory.say(mallory.author.links(lobby, group.clock.now(), [ana.id]));
  await group.quiet(500);
  const changes = store.changes.bind(store);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.changes = async (...args) => {
    await held;
    return changes(...args);
  };
  const said = ana.say('slow');
  await group.quiet(500);
  expect(ana.texts).toEqual([]);
  const [log] = [...(await store.heads(lobby)).keys()];
  mallory.say({ t: 'read', of: mallory.id, heads: [[log, 2]] });
  await group.quiet(500);
  goOn();
  await said;
  expect(ana.all('delivered')).toMatchObject([{ id: idOf(ana, 'slow'), to: [mallory.id] }]);
  expect(readers(ana, 'slow')).toEqual(['Mallory']);
});
