import { expect, test } from 'vitest';
import type { EntryId, PeerId } from '../../src/core/ids.ts';
import { MAX_UNREAD } from '../../src/core/unread.ts';
import { Reader } from '../../src/peer/reader.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { chained, entry, group as groupId, log, peer, placeOf, run } from '../support/entries.ts';
import { Group, type Member } from '../support/group.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** What is unread, by the text it begins with. */
function unread({ peer: { state } }: Member): readonly [count: number, first: string | null] {
  const { count, first } = state.unread;
  const found = state.messages.find(({ id }) => id === first?.id);
  return [count, found?.text ?? null];
}

function idOf({ peer: { state } }: Member, text: string): EntryId {
  const found = state.messages.find((message) => message.text === text);
  if (found === undefined) throw new Error(`Nobody has said ${text}`);
  return found.id;
}

function personOf({ peer: { state } }: Member, name: string): PeerId {
  const found = state.people.find((person) => person.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found.id;
}

async function saidTo(member: Member, group: Group, ...texts: readonly string[]): Promise<void> {
  await group.until(() => texts.every((text) => member.texts.includes(text)), texts.join(', '));
  await group.quiet(100);
}

test('what others say is unread until it was seen, and own words change nothing', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.say('one');
  await ben.say('two');
  await saidTo(ana, group, 'one', 'two');
  expect(unread(ana)).toEqual([2, 'one']);
  await ana.say('mine');
  await group.quiet(100);
  expect(unread(ana)).toEqual([2, 'one']);
  ana.peer.seen([idOf(ana, 'one')]);
  await group.quiet(100);
  expect(unread(ana)).toEqual([1, 'two']);
  ana.peer.seen([idOf(ana, 'two')]);
  await group.quiet(100);
  expect(unread(ana)).toEqual([0, null]);
  expect(unread(ben)).toEqual([1, 'mine']);
});

test('what was seen is known after a restart, and what was said meanwhile is unread', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.say('seen');
  await ben.say('not seen');
  await saidTo(ana, group, 'seen', 'not seen');
  ana.peer.seen([idOf(ana, 'seen')]);
  await ana.leave();
  await ben.say('meanwhile');
  const again = await group.start('ana', [], {}, { as: ana });
  expect(unread(again)).toEqual([1, 'not seen']);
  await saidTo(again, group, 'meanwhile');
  expect(unread(again)).toEqual([2, 'not seen']);
});

test('what was said before one first came is history, and is no news after a restart either', async () => {
  const group = new Group();
  const ben = await group.start('ben');
  await ben.say('before');
  await group.quiet();
  const ana = await group.start('ana', ['ben']);
  await saidTo(ana, group, 'before');
  expect(unread(ana)).toEqual([0, null]);
  await ana.leave();
  const again = await group.start('ana', ['ben'], {}, { as: ana });
  await saidTo(again, group, 'before');
  await ben.say('after');
  await saidTo(again, group, 'after');
  expect(unread(again)).toEqual([1, 'after']);
});

test('whoever is muted or blocked is not counted, and is again when they are heard again', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  await ben.say('of ben');
  await saidTo(ana, group, 'of ben');
  await carol.say('of carol');
  await saidTo(ana, group, 'of carol');
  ana.peer.changeContact(personOf(ana, 'ben'), { muted: true });
  await group.quiet(100);
  expect(unread(ana)).toEqual([1, 'of carol']);
  await ben.say('more of ben');
  await saidTo(ana, group, 'more of ben');
  expect(unread(ana)).toEqual([1, 'of carol']);
  ana.peer.changeContact(personOf(ana, 'ben'), { muted: false });
  await group.quiet(100);
  expect(unread(ana)).toEqual([3, 'of ben']);
});

test('whoever has done with all of it has nothing unread, wherever the window is', async () => {
  const group = new Group();
  const [ana, ben, carol] = await group.mesh('ana', 'ben', 'carol');
  const texts = Array.from({ length: 210 }, (_, i) => `${i}`);
  await carol.say('of carol');
  for (const text of texts) await ben.say(text);
  await saidTo(ana, group, 'of carol', ...texts);
  await ana.leave();
  const again = await group.start('ana', [], {}, { as: ana });
  expect(again.texts).not.toContain('of carol');
  expect(again.peer.state.unread.count).toBe(211);
  again.peer.seenAll();
  await group.quiet(100);
  expect(unread(again)).toEqual([0, null]);
});

test('ids of nothing that is here move nothing', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.say('one');
  await saidTo(ana, group, 'one');
  const [author, epoch] = idOf(ana, 'one').split('.');
  ana.peer.seen([`${author}.${epoch}.900` as EntryId, `${log(9)}.1` as EntryId]);
  await ben.say('two');
  await saidTo(ana, group, 'two');
  expect(unread(ana)).toEqual([2, 'one']);
});

test('of more than can be counted it is said that there are more, until there are not', async () => {
  const clock = new ManualClock();
  const store = new MemoryStore();
  const entries = run(1, MAX_UNREAD + 500);
  await store.append(groupId(1), chained(entries));
  await store.append(
    groupId(1),
    chained([entry({ author: peer(2), hlc: [1_600_000_000_000, 0] })]),
  );
  let told: unknown = null;
  const reader = new Reader({
    ...{ clock, store, group: groupId(1), self: peer(3) },
    isQuiet: () => false,
    isEarly: () => false,
    heads: () =>
      new Map([
        [log(1), { seq: MAX_UNREAD + 500 }],
        [log(2), { seq: 1 }],
      ]),
    tell: (fact) => {
      told = fact;
    },
  });
  const see = async (author: number, seq: number): Promise<void> => {
    reader.see([`${log(author)}.${seq}` as EntryId]);
    await clock.advance(2_000);
  };
  await reader.open(0);
  reader.tell();
  const first = placeOf(entry({ author: peer(2), hlc: [1_600_000_000_000, 0] }));
  expect(told).toEqual({ type: 'unread', count: MAX_UNREAD + 1, first });
  await see(2, 1);
  expect(told).toMatchObject({ count: MAX_UNREAD + 1, first: placeOf(entry({ seq: 1 })) });
  await see(1, 499);
  expect(told).toMatchObject({ count: MAX_UNREAD + 1, first: placeOf(entry({ seq: 500 })) });
  await see(1, 500);
  expect(told).toMatchObject({ count: MAX_UNREAD, first: placeOf(entry({ seq: 501 })) });
  await see(1, MAX_UNREAD + 500);
  expect(told).toMatchObject({ count: 0, first: null });
  await reader.close();
  expect(clock.waiting).toBe(0);
  expect(await store.seen(groupId(1))).toEqual([
    [log(2), 1],
    [log(1), MAX_UNREAD + 500],
  ]);
});
