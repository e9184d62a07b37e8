import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { Author, page } from '../support/author.ts';
import { chained, entry } from '../support/entries.ts';
import { Group } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { RawPeer } from '../support/raw-peer.ts';

const PAGE = 2;

/** A stranger who has said hello to Ana, and the id of the group they are in. */
async function stranger(group: Group): Promise<{ readonly raw: RawPeer; readonly id: string }> {
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.quiet(100);
  const hello = raw.said('hello');
  return { raw, id: JSON.parse(JSON.stringify(hello)).group.id };
}

test('a late message from long ago hides nothing that lies between', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const lobby = plainCrypto(group.member('somebody').identity).groupId('lobby');
  const now = group.clock.now();
  const stored = Array.from({ length: 600 }, (_, i) =>
    entry({ seq: i + 1, hlc: [now - 600_000 + i * 1_000, 0] }),
  );
  await store.append(lobby, chained(stored));
  const ana = await group.start('ana', [], {}, { store });
  await group.quiet();
  expect(ana.texts.length).toBeLessThan(600);
  const { raw, id } = await stranger(group);
  const late = raw.author.run(id, ['written while apart'], { at: now - 500_500 });
  raw.message(PAGE, page(id, 'live', [late]));
  await group.quiet(500);
  while (ana.peer.state.hasOlder) await group.run(ana.peer.loadOlder(), 'Ana loads older ones');
  expect(ana.texts).toHaveLength(601);
  expect(ana.texts.indexOf('written while apart')).toBe(100);
});

test('nobody can push the clock of a group to where it cannot go on', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const { raw, id } = await stranger(group);
  const ahead = group.clock.now() + 3_600_000;
  const hi = raw.author.run(id, ['hi'], { at: ahead, counter: 2_147_483_647 });
  raw.message(PAGE, page(id, 'live', [hi]));
  await group.quiet(1_000);
  await ana.say('hello');
  await group.until(() => ben.texts.length === 2, 'Ben reads on');
  expect(ben.texts).toEqual(['hi', 'hello']);
  expect(ben.about('peer-lost')).not.toContain('ana');
});

test('what is offered while a page is awaited is asked for next', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const { raw, id } = await stranger(group);
  const [first, second] = [new Author(7), new Author(8)];
  const said = first.run(id, ['7 1', '7 2'], { at: 1_600_000_000_000 });
  raw.say({ t: 'have', of: raw.id, heads: [[first.log, 2, first.mark(2)]] });
  await group.quiet(50);
  raw.say({ t: 'have', of: raw.id, heads: [[second.log, 2, second.mark(2)]] });
  raw.message(PAGE, page(id, 'live', [said]));
  await group.quiet(50);
  raw.message(PAGE, page(id, 'page', [said], raw.asked));
  await group.quiet(1_000);
  const asked = raw.heard.filter(({ t }) => t === 'want').map((want) => JSON.stringify(want));
  expect(asked.some((want) => want.includes(second.log))).toBe(true);
  const more = second.run(id, ['8 1', '8 2'], { at: 1_600_000_000_000 });
  raw.message(PAGE, page(id, 'page', [more], raw.asked));
  await group.quiet(100);
  expect(ana.texts.toSorted()).toEqual(['7 1', '7 2', '8 1', '8 2']);
});

test('a page that comes too late still brings the next one', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const { raw, id } = await stranger(group);
  const author = new Author(7);
  raw.say({ t: 'have', of: raw.id, heads: [[author.log, 2, author.mark(2)]] });
  await group.quiet(10);
  const question = raw.asked;
  for (let i = 0; i < 6; i++) {
    await group.quiet(2_000);
    raw.say({ t: 'ping', n: 1 });
  }
  raw.message(PAGE, page(id, 'page', [author.run(id, ['1'])], question));
  await group.quiet(100);
  // Asked for from after what has come, though the first question had run out of time.
  const asked = raw.heard.filter(({ t }) => t === 'want').at(-1);
  expect(asked).toMatchObject({ heads: [[author.log, 1]] });
  const second = author.run(id, ['2'], { seq: 2, at: 1_700_000_000_001 });
  raw.message(PAGE, page(id, 'page', [second], raw.asked));
  await group.quiet(100);
  expect(ana.texts).toEqual(['1', '2']);
});
