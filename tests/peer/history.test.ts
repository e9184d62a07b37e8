import { expect, test } from 'vitest';
import { plainCrypto } from '../../src/crypto/plain.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { entry, epoch, peer } from '../support/entries.ts';
import { Group } from '../support/group.ts';
import { RawPeer } from '../support/raw-peer.ts';

const PAGE = 2;
const START = 'ee'.repeat(8);

/** A stranger who has said hello to Ana, and the id of the group they are in. */
async function stranger(group: Group): Promise<{ readonly raw: RawPeer; readonly id: string }> {
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.quiet(100);
  const hello = raw.said('hello');
  return { raw, id: JSON.parse(JSON.stringify(hello)).group.id };
}

function page(group: string, live: boolean, entries: readonly unknown[]): string {
  return JSON.stringify({ t: 'entries', group, live, entries });
}

test('a late message from long ago hides nothing that lies between', async () => {
  const group = new Group();
  const store = new MemoryStore();
  const lobby = plainCrypto(group.member('somebody').identity).groupId('lobby');
  const now = group.clock.now();
  const stored = Array.from({ length: 600 }, (_, i) =>
    entry({ seq: i + 1, hlc: [now - 600_000 + i * 1_000, 0] }),
  );
  await store.append(lobby, stored);
  const ana = await group.start('ana', [], {}, { store });
  await group.quiet();
  expect(ana.texts.length).toBeLessThan(600);
  const { raw, id } = await stranger(group);
  const row = [raw.id, START, 1, now - 500_500, 0, now - 500_500, 'text', 'written while apart'];
  raw.message(PAGE, page(id, true, [row]));
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
  raw.message(
    PAGE,
    page(id, true, [[raw.id, START, 1, ahead, 2_147_483_647, ahead, 'text', 'hi']]),
  );
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
  const [first, second] = [`${peer(7)}.${epoch(1)}`, `${peer(8)}.${epoch(1)}`];
  const row = (author: number, seq: number): unknown[] => [
    ...[peer(author), epoch(1), seq, 1_600_000_000_000 + seq, 0],
    ...[1_600_000_000_000, 'text', `${author} ${seq}`],
  ];
  raw.say({ t: 'have', of: raw.id, heads: [[first, 2]] });
  await group.quiet(50);
  raw.say({ t: 'have', of: raw.id, heads: [[second, 2]] });
  raw.message(PAGE, page(id, true, [row(7, 1), row(7, 2)]));
  await group.quiet(50);
  raw.message(PAGE, page(id, false, [row(7, 1), row(7, 2)]));
  await group.quiet(1_000);
  const asked = raw.heard.filter(({ t }) => t === 'want').map((want) => JSON.stringify(want));
  expect(asked.some((want) => want.includes(second))).toBe(true);
  raw.message(PAGE, page(id, false, [row(8, 1), row(8, 2)]));
  await group.quiet(100);
  expect(ana.texts).toEqual(['7 1', '8 1', '7 2', '8 2']);
});

test('a page that comes too late still brings the next one', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const { raw, id } = await stranger(group);
  const row = (seq: number): unknown[] => [
    ...[peer(7), epoch(1), seq, 1_600_000_000_000 + seq, 0],
    ...[1_600_000_000_000, 'text', `${seq}`],
  ];
  raw.say({ t: 'have', of: raw.id, heads: [[`${peer(7)}.${epoch(1)}`, 2]] });
  for (let i = 0; i < 6; i++) {
    await group.quiet(2_000);
    raw.say({ t: 'ping', n: 1 });
  }
  raw.message(PAGE, page(id, false, [row(1)]));
  await group.quiet(100);
  // Asked for from after what has come, though the first question had run out of time.
  const asked = raw.heard.filter(({ t }) => t === 'want').at(-1);
  expect(asked).toMatchObject({ heads: [[`${peer(7)}.${epoch(1)}`, 1]] });
  raw.message(PAGE, page(id, false, [row(2)]));
  await group.quiet(100);
  expect(ana.texts).toEqual(['1', '2']);
});
