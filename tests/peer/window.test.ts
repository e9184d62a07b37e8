import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { EntryId } from '../../src/core/ids.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { chained, entry } from '../support/entries.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

const STORED = 1_000;

/** A member whose store holds messages 1 to 1,000 of somebody else. */
async function reader(group: Group): Promise<Member> {
  const store = new MemoryStore();
  const lobby = plainCrypto(group.member('somebody').identity).groupId('lobby');
  const from = group.clock.now() - STORED * 1_000;
  const stored = Array.from({ length: STORED }, (_, i) =>
    entry({ seq: i + 1, hlc: [from + i * 1_000, 0], body: `${i + 1}` }),
  );
  await store.append(lobby, chained(stored));
  return await group.start('ana', [], {}, { store });
}

/** Where the window begins and ends, and what lies beyond. */
function extent({ peer: { state } }: Member): string {
  const ends = `${state.messages[0]?.text ?? ''}-${state.messages.at(-1)?.text ?? ''}`;
  return `${state.hasOlder ? '… ' : ''}${ends}${state.hasNewer ? ' …' : ''}`;
}

async function idOf(member: Member, group: Group, text: string): Promise<EntryId> {
  const all = await group.run(member.peer.history(STORED), 'history');
  const found = all.find((message) => message.text === text);
  if (found === undefined) throw new Error(`There is no ${text}`);
  return found.id;
}

test('a reader goes back page by page and forth again through all that is stored', async () => {
  const group = new Group();
  const ana = await reader(group);
  const seen = [extent(ana)];
  for (const go of [
    ...Array<'loadOlder'>(15).fill('loadOlder'),
    ...Array<'loadNewer'>(3).fill('loadNewer'),
  ] as const) {
    await group.run(ana.peer[go](), go);
    seen.push(extent(ana));
  }
  expect(seen).toEqual([
    ...['… 921-1000', '… 881-1000', '… 841-1000'],
    ...['… 801-1000', '… 761-1000', '… 721-1000', '… 681-1000', '… 641-1000', '… 601-1000'],
    ...['… 561-1000', '… 521-1000', '… 481-1000', '… 441-1000', '… 401-1000'],
    ...['… 361-960 …', '… 321-920 …', '… 361-960 …', '… 401-1000 …'],
    // A full page: only the next, empty one shows that it was the last.
    '… 401-1000',
  ]);
});

test('what is said while the reader is elsewhere is there when they come back', async () => {
  const group = new Group();
  const ana = await reader(group);
  const ben = await group.start('ben', ['ana']);
  const around = await group.run(ana.peer.showAround(await idOf(ana, group, '300')), 'around 300');
  expect(around.ok).toBe(true);
  expect(extent(ana)).toBe('… 260-340 …');
  await ben.say('hello');
  await group.until(() => ana.texts.includes('hello'), 'Ana is told');
  expect(extent(ana)).toBe('… 260-340 …');
  await group.run(ana.peer.showNewest(), 'newest');
  expect(ana.peer.state.messages.at(-1)?.text).toBe('hello');
  expect(ana.peer.state.hasNewer).toBe(false);
});

test('what is stored while a page is read is in the window all the same', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const ana = await group.start('ana', [], {}, { store });
  await ana.say('first');
  let sent: Promise<unknown> = Promise.resolve();
  // A slow disk: the page was read before the message came, and is told after it.
  const newest = store.newest.bind(store);
  store.newest = async (...query) => {
    const page = await newest(...query);
    store.newest = newest;
    sent = ana.peer.send('meanwhile');
    while ((await newest(...query)).length === page.length) await turn();
    return page;
  };
  await group.run(ana.peer.showNewest(), 'newest');
  await group.run(sent, 'sent');
  expect(ana.peer.state.messages.map(({ text }) => text)).toEqual(['first', 'meanwhile']);
});

test('a message that is not here cannot be gone to, and the window stays', async () => {
  const group = new Group();
  const ana = await reader(group);
  const missing = (await idOf(ana, group, '900')).replace(/\d+$/, '5000') as EntryId;
  const gone = await group.run(ana.peer.showAround(missing), 'nowhere');
  expect(gone).toMatchObject({ ok: false, error: { code: 'no-such-message' } });
  expect(extent(ana)).toBe('… 921-1000');
});

test('whoever reads further up keeps what they read, however much is said', async () => {
  const group = new Group();
  const ana = await reader(group);
  ana.peer.follow(false);
  for (let i = 0; i < 800; i++) await ana.say(`more ${i}`);
  expect(ana.peer.state.messages[0]?.text).toBe('921');
  expect(ana.peer.state.hasNewer).toBe(true);
  await group.run(ana.peer.showNewest(), 'newest');
  expect(ana.peer.state.messages.at(-1)?.text).toBe('more 799');
  expect(ana.peer.state.following).toBe(true);
});
