import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/core/events.ts';
import type { EntryId, GroupId } from '../../src/core/ids.ts';
import type { Failure, Result } from '../../src/core/result.ts';
import type { ChatPeer } from '../../src/peer/chat-peer.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { page } from '../support/author.ts';
import { at, Group, type Member } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

const HOUR_MS = 3_600_000;
const NOWHERE = `${'0'.repeat(64)}.${'0'.repeat(16)}.1` as EntryId;

function shown({ peer }: Member): readonly ChatMessage[] {
  return peer.state.messages;
}

/** The message that begins so, as a member's screen shows it. */
function find(member: Member, start: string): ChatMessage {
  const found = shown(member).find(({ text }) => text.startsWith(start));
  if (found === undefined) throw new Error(`${member.name} does not show ${start}`);
  return found;
}

function now(member: Member, id: EntryId): ChatMessage | undefined {
  return shown(member).find((message) => message.id === id);
}

/** Does something, and fails the test where that fails. */
async function act<T>(
  group: Group,
  { peer }: Member,
  what: (peer: ChatPeer) => Promise<Result<T, Failure>>,
): Promise<T> {
  const done = await group.run(what(peer), 'it is done');
  if (!done.ok) throw new Error(done.error.message);
  return done.value;
}

async function say(group: Group, member: Member, text: string): Promise<EntryId> {
  return act(group, member, (peer) => peer.send(text));
}

/** The same on every screen, but for whose it is and when it came. */
function expectSame(members: readonly Member[]): void {
  const all = members.map((member) => shown(member).map(({ own, late, ...rest }) => rest));
  for (const each of all) expect(each).toEqual(all[0]);
}

test('an edit changes the text everywhere, and is no message', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, 'helo');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  const editedAt = group.clock.now();
  await act(group, ana, (peer) => peer.edit(id, 'hello'));
  await group.until(() => ben.texts[0] === 'hello', 'Ben reads it anew');
  expect(now(ana, id)).toMatchObject({ text: 'hello', editedAt, own: true });
  expect(ben.all('message')).toHaveLength(1);
  expect(ben.all('amended')).toMatchObject([{ id, text: 'hello', editedAt, own: false }]);
  expectSame([ana, ben]);
  const versions = await act(group, ben, (peer) => peer.versions(id));
  expect(versions.map(({ text }) => text)).toEqual(['helo', 'hello']);
  expect(versions[1]?.at).toBe(editedAt);
});

test('an edit to what it says already is nothing', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const id = await say(group, ana, 'hello');
  expect(await act(group, ana, (peer) => peer.edit(id, 'hello'))).toBeNull();
  expect(ana.all('amended')).toEqual([]);
});

test('what is deleted is gone from every screen, with all that was on it', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, 'a secret');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  await act(group, ben, (peer) => peer.react(id, '👍', true));
  await act(group, ana, (peer) => peer.edit(id, 'another secret'));
  await act(group, ana, (peer) => peer.remove(id));
  await group.until(() => now(ben, id)?.deleted === true, 'Ben sees that it is gone');
  const gone = { text: '', deleted: true, editedAt: null, reactions: [], quote: null };
  expect(now(ana, id)).toMatchObject(gone);
  expect(now(ben, id)).toMatchObject(gone);
  const error = { code: 'message-deleted' };
  expect(await group.run(ben.peer.versions(id), 'versions')).toMatchObject({ ok: false, error });
  expect(await group.run(ben.peer.reply(id, 'x'), 'reply')).toMatchObject({ ok: false, error });
  expect(await group.run(ana.peer.edit(id, 'x'), 'edit')).toMatchObject({ ok: false, error });
  expect(await group.run(ana.peer.remove(id), 'remove')).toMatchObject({ ok: false, error });
});

test('reactions are put on and taken off, and each person’s is counted once', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, 'lunch?');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  await act(group, ben, (peer) => peer.react(id, '👍', true));
  await group.until(() => now(ana, id)?.reactions.length === 1, 'Ana sees it');
  await act(group, ana, (peer) => peer.react(id, '👍', true));
  expect(await act(group, ana, (peer) => peer.react(id, '👍', true))).toBeNull();
  expect(await act(group, ana, (peer) => peer.react(id, '🎉', false))).toBeNull();
  expect(now(ana, id)?.reactions).toEqual([{ emoji: '👍', by: [ben.id, ana.id] }]);
  await act(group, ben, (peer) => peer.react(id, '👍', false));
  await group.until(() => now(ana, id)?.reactions[0]?.by.length === 1, 'Ben’s is off again');
  expect(now(ana, id)?.reactions).toEqual([{ emoji: '👍', by: [ana.id] }]);
  await group.quiet();
  expectSame([ana, ben]);
});

test('a reply quotes what it answers, as it is now', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, `a long question ${'x'.repeat(300)}`);
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  const reply = await act(group, ben, (peer) => peer.reply(id, 'an answer'));
  await group.until(() => ana.texts.includes('an answer'), 'Ana reads the answer');
  const author = { id: ana.id, name: 'ana' };
  expect(now(ana, reply)?.quote).toMatchObject({ id, author, deleted: false });
  expect(now(ana, reply)?.quote?.text).toMatch(/^a long question x+…$/);
  expect(now(ana, reply)?.quote?.text).toHaveLength(200);
  await act(group, ana, (peer) => peer.edit(id, 'a short question'));
  await group.until(() => now(ben, reply)?.quote?.text === 'a short question', 'it follows');
  await act(group, ana, (peer) => peer.remove(id));
  await group.until(() => now(ben, reply)?.quote?.deleted === true, 'and follows that too');
  expect(now(ben, reply)?.quote).toEqual({ id, author, text: '', deleted: true });
  expect(now(ana, reply)?.text).toBe('an answer');
  expectSame([ana, ben]);
});

test('an action is a line of its own form, and can be edited', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await act(group, ana, (peer) => peer.act('waves'));
  await group.until(() => ben.texts.length === 1, 'Ben sees her wave');
  expect(now(ben, id)).toMatchObject({ form: 'action', text: 'waves' });
  await act(group, ana, (peer) => peer.edit(id, 'waves twice'));
  await group.until(() => ben.texts[0] === 'waves twice', 'and wave twice');
  expect(now(ben, id)?.form).toBe('action');
});

test('what cannot be done is answered with a sentence and a code', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, 'hello');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  const edit = await act(group, ana, (peer) => peer.edit(id, 'hello there'));
  const code = async (doing: Promise<Result<unknown, Failure>>): Promise<string> => {
    const done = await group.run(doing, 'it is answered');
    return done.ok ? 'ok' : done.error.code;
  };
  expect(await code(ben.peer.edit(id, 'mine'))).toBe('message-not-yours');
  expect(await code(ben.peer.remove(id))).toBe('message-not-yours');
  expect(await code(ben.peer.react(NOWHERE, '👍', true))).toBe('message-not-here');
  expect(await code(ben.peer.reply(NOWHERE, 'hm'))).toBe('message-not-here');
  expect(await code(ben.peer.react(id, 'like', true))).toBe('not-emoji');
  expect(await code(ana.peer.edit(id, ' '))).toBe('text-empty');
  expect(await code(ana.peer.reply(id, 'x'.repeat(8_193)))).toBe('text-too-long');
  expect(await code(ana.peer.act(''))).toBe('text-empty');
  // An edit is no line that anything could be done to.
  expect(await code(ana.peer.react(edit ?? NOWHERE, '👍', true))).toBe('message-not-here');
  await ana.leave();
  expect(await code(ana.peer.edit(id, 'x'))).toBe('not-joined');
  expect(ben.all('amended')).toHaveLength(1);
});

test('a later start of the same person changes what an earlier one has said', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  const id = await say(group, ana, 'helo');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  await ana.leave();
  // Its clock has been put back meanwhile: what it says still sorts after what it has said.
  const again = await group.start('ana', ['ben'], {}, { as: ana, clockOffsetMs: -2 * HOUR_MS });
  await act(group, again, (peer) => peer.edit(id, 'hello'));
  await group.until(() => ben.texts[0] === 'hello', 'Ben reads it anew');
  await again.leave();
  const third = await group.start('ana', ['ben'], {}, { as: ana, clockOffsetMs: -4 * HOUR_MS });
  await act(group, third, (peer) => peer.edit(id, 'hello there'));
  await group.until(() => ben.texts[0] === 'hello there', 'and once more');
  expect(third.texts).toEqual(['hello there']);
});

test('after a restart everything is as it was', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const first = await say(group, ana, 'one');
  const second = await say(group, ana, 'two');
  await group.until(() => ben.texts.length === 2, 'Ben reads them');
  await act(group, ben, (peer) => peer.reply(first, 'three'));
  await act(group, ben, (peer) => peer.react(first, '👍', true));
  await group.quiet();
  await act(group, ana, (peer) => peer.edit(first, 'ONE'));
  await act(group, ana, (peer) => peer.remove(second));
  await group.quiet();
  await ben.leave();
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben is back');
  expectSame([ana, ben]);
  expect(find(ben, 'three').quote?.text).toBe('ONE');
  expect(await group.run(ben.peer.history(9), 'history')).toMatchObject(
    shown(ana).map(({ id, text }) => ({ id, text })),
  );
});

test('changes come by other ways and before what they change, and come to the same', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  const id = await say(group, ana, 'helo');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  const answer = await act(group, ben, (peer) => peer.reply(id, 'answer'));
  await act(group, ben, (peer) => peer.react(id, '👍', true));
  await act(group, ana, (peer) => peer.edit(id, 'hello'));
  await group.until(() => now(ben, id)?.text === 'hello', 'Ben has it');
  await ana.leave();
  // Cleo gets all from Ben, and Dan through Cleo alone.
  const cleo = await group.start('cleo', ['ben']);
  await group.until(() => cleo.texts.length === 2, 'Cleo reads both');
  await ben.leave();
  const dan = await group.start('dan', ['cleo']);
  await group.until(() => dan.texts.length === 2, 'Dan reads both');
  await group.quiet();
  expectSame([cleo, dan]);
  expect(now(dan, id)).toMatchObject({ text: 'hello', reactions: [{ emoji: '👍', by: [ben.id] }] });
  expect(now(dan, answer)?.quote?.text).toBe('hello');
});

test('an edit from days ahead waits for its time, and so does a reaction', async () => {
  const group = new Group();
  const eva = await group.start('eva');
  const ana = await group.start('ana', ['eva']);
  const id = await say(group, eva, 'helo');
  await group.until(() => ana.texts.length === 1, 'Ana reads it');
  eva.clockOffsetMs = 49 * HOUR_MS;
  await act(group, eva, (peer) => peer.edit(id, 'hello'));
  await act(group, eva, (peer) => peer.react(id, '👍', true));
  await group.quiet();
  expect(now(eva, id)).toMatchObject({ text: 'hello' });
  expect(now(ana, id)).toMatchObject({ text: 'helo', reactions: [] });
  // The same after a restart, which finds them in the store.
  await ana.leave();
  await group.run(ana.join({ seeds: [at('eva')] }), 'Ana is back');
  expect(now(ana, id)).toMatchObject({ text: 'helo', reactions: [] });
  await group.quiet(HOUR_MS + 120_000);
  expect(now(ana, id)).toMatchObject({ text: 'hello', reactions: [{ emoji: '👍' }] });
});

test('changes count for nobody as new: not as unread, late, or delivered', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const id = await say(group, ana, 'one');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  ben.peer.seen([id]);
  await group.quiet();
  await act(group, ana, (peer) => peer.edit(id, 'ONE'));
  await act(group, ana, (peer) => peer.react(id, '👍', true));
  const next = await say(group, ana, 'two');
  await group.quiet();
  expect(ben.peer.state.unread).toMatchObject({ count: 1, first: { id: next } });
  expect([...new Set(ana.all('delivered').map((event) => event.id))]).toEqual([id, next]);
  expect(ana.all('delivered').at(-1)).toMatchObject({ id: next, to: [ben.id] });
  expect(shown(ben)).toHaveLength(2);
});

test('a store that cannot be read for a moment hides nothing for good', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { store });
  const changes = store.changes.bind(store);
  store.changes = () => Promise.reject(new Error('the disk is gone'));
  await ana.say('one');
  await group.quiet();
  await ana.say('two');
  await group.quiet();
  expect(ben.texts).toEqual([]);
  expect(ben.all('error').map(({ code }) => code)).toContain('store-failed');
  const [one] = ana.all('message');
  const reacted = await group.run(ben.peer.react(one?.id ?? NOWHERE, '👍', true), 'Ben reacts');
  expect(reacted).toMatchObject({ ok: false, error: { code: 'not-read' } });
  store.changes = changes;
  await group.until(() => ben.texts.length === 2, 'Ben reads both');
  expect(new Set(ben.told).size).toBe(2);
  expect(ben.told).toHaveLength(2);
});

test('a thousand reactions to one message cost a few look-ups', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { store });
  const id = await say(group, ana, 'go');
  await group.until(() => ben.texts.length === 1, 'Ben reads it');
  let asked = 0;
  const changes = store.changes.bind(store);
  store.changes = (...args) => {
    asked += 1;
    return changes(...args);
  };
  for (let i = 0; i < 1_000; i++) void ana.peer.react(id, '👍', i % 2 === 0);
  await act(group, ana, (peer) => peer.react(id, '🎉', true));
  await group.until(
    () => now(ben, id)?.reactions.some(({ emoji }) => emoji === '🎉') === true,
    'all came',
    60_000,
  );
  expect(asked).toBeLessThan(50);
});

test('what a newer Parley says is a line without words to an older one, and passed on untouched', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], { mesh: false, listen: false });
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  const { id } = Object(raw.said('hello')?.['group']) as { readonly id: GroupId };
  const say = (kind: string, seq: number, body: string): void =>
    raw.message(PAGE, page(id, 'live', [raw.author.run(id, [body], { kind, seq })]));
  const poll = `${raw.author.log}.1` as EntryId;
  say('poll', 1, 'Lunch?\nPasta\nRice');
  say('on-vote', 2, `${poll}\n2`);
  say('text', 3, 'vote!');
  await group.until(() => ben.texts.length === 2, 'Ben sees it, through Ana');
  for (const member of [ana, ben]) {
    expect(shown(member)).toMatchObject([
      { id: poll, form: 'unknown', text: '' },
      { form: 'text', text: 'vote!' },
    ]);
    expect(member.all('amended')).toEqual([]);
  }
  const kept = await ben.store.entries(id, [poll, poll.replace(/1$/, '2') as EntryId]);
  expect(kept.map(({ kind, body }) => `${kind} ${body}`).sort()).toEqual([
    `on-vote ${poll}\n2`,
    'poll Lunch?\nPasta\nRice',
  ]);
  // It can be answered and reacted to, and its author can take it back.
  await act(group, ben, (peer) => peer.react(poll, '👍', true));
  const answer = await act(group, ben, (peer) => peer.reply(poll, 'Pasta'));
  say('on-delete', 4, poll);
  await group.until(() => now(ben, answer)?.quote?.deleted === true, 'it is gone');
  expect(now(ana, poll)).toMatchObject({ deleted: true });
  raw.destroy();
});

test('of very many edits the first text and the newest are read, and it is said that others are not', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const id = await say(group, ana, 'first');
  for (let i = 1; i <= 100; i++) await act(group, ana, (peer) => peer.edit(id, `edit ${i}`));
  const all = await act(group, ana, (peer) => peer.versions(id));
  expect(all).toHaveLength(101);
  expect(all.some(({ afterGap }) => afterGap)).toBe(false);
  await act(group, ana, (peer) => peer.edit(id, 'edit 101'));
  const versions = await act(group, ana, (peer) => peer.versions(id));
  expect(versions).toHaveLength(101);
  expect(versions.slice(0, 2)).toMatchObject([
    { text: 'first' },
    { text: 'edit 2', afterGap: true },
  ]);
  expect(versions.at(-1)?.text).toBe('edit 101');
});
