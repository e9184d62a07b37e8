import { expect, test } from 'vitest';
import type { Hash, LogId } from '../../src/core/ids.ts';
import { Buckets } from '../../src/peer/buckets.ts';
import { Author, page } from '../support/author.ts';
import { log } from '../support/entries.ts';
import { at, Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

async function stranger(group: Group, host: string, who?: number): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, host, who);
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

function groupOf(raw: RawPeer): string {
  const { group } = raw.said('hello') as { group: { id: string } };
  return group.id;
}

/** Waits until a member holds so many logs. */
async function holds(group: Group, member: Member, count: number): Promise<void> {
  const id = plainCrypto(member.identity).groupId('lobby');
  for (let s = 0; s < 60 && (await member.store.heads(id)).size < count; s++) {
    await group.quiet(1_000);
  }
  expect((await member.store.heads(id)).size).toBeGreaterThanOrEqual(count);
}

/** Fills a member's history with so many logs of one entry each. */
async function fill(group: Group, member: Member, count: number, kept = count): Promise<void> {
  const raw = await stranger(group, member.name);
  const id = groupOf(raw);
  for (let from = 0; from < count; from += 250) {
    const runs = Array.from({ length: Math.min(250, count - from) }, (_, i) =>
      new Author(7, (from + i + 1).toString(16).padStart(16, '0')).run(id, [`m ${from + i}`]),
    );
    raw.message(PAGE, page(id, 'live', runs));
  }
  await holds(group, member, kept);
  raw.destroy();
  await group.quiet(100);
}

/** Heads that were told in `have` frames. */
function told(group: Group): number {
  return group.network.messages('have').flatMap(({ message }) => message?.['heads'] as unknown[])
    .length;
}

test('a newcomer gets thousands of logs, and then those who hold the same tell nothing', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await fill(group, ana, 3_000);
  group.network.frames.splice(0);
  const ben = await group.start('ben', ['ana']);
  await holds(group, ben, 3_002);
  await group.quiet(5_000);
  group.network.frames.splice(0);
  await group.quiet(20_000);
  expect(told(group)).toBe(0);
});

test('who differs in one log of thousands hears little more than that one', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await fill(group, ana, 1_000);
  const ben = await group.start('ben', ['ana']);
  await group.quiet(10_000);
  await ben.leave();
  await ana.say('while you were out');
  await group.quiet(1_000);
  group.network.frames.splice(0);
  await group.run(ben.join({ seeds: [at('ana')] }), 'Ben is back');
  await group.until(() => ben.texts.includes('while you were out'), 'Ben reads it', 3_000);
  await group.quiet(10_000);
  // Three logs have changed: Ana's, and two starts of Ben's. A bucket holds four or so.
  expect(told(group)).toBeLessThan(100);
  expect(group.network.messages('buckets').length).toBeGreaterThan(0);
});

test('whoever claims to differ in everything, all the time, is told everything once a second', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await fill(group, ana, 3_000);
  const raw = await stranger(group, 'ana', 0xfd);
  await group.quiet(2_000);
  group.network.frames.splice(0);
  for (let i = 0; i < 100; i++) {
    raw.say({ t: 'digest', hash: i.toString(16).padStart(64, '0'), again: true });
    raw.say({ t: 'buckets', marks: Array.from({ length: 256 }, () => 'ab'.repeat(8)) });
    raw.say({ t: 'heads-wanted', of: Array.from({ length: 256 }, (_, b) => b) });
    await group.quiet(10);
  }
  // For one answer each to what it claims and what it asks, a second later once more.
  expect(told(group)).toBeLessThanOrEqual(4 * 2_048);
  expect(
    group.network.messages('buckets').filter(({ from }) => from === 'ana').length,
  ).toBeLessThan(4);
});

test('one key that begins thousands of logs fills nobody’s memory with them', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  await fill(group, ana, 4_200, 4_096);
  await group.quiet(5_000);
  const heads = await ana.store.heads(plainCrypto(ana.identity).groupId('lobby'));
  expect(heads.size).toBe(4_097);
});

test('logs fall into buckets whose marks are the same wherever the same is held, in any order', () => {
  const { hash } = plainCrypto(new Group().member('ana').identity);
  const digest = (text: string): Hash => hash(new TextEncoder().encode(text));
  const lines = new Map(Array.from({ length: 500 }, (_, i) => [log(i + 1), `line ${i}`]));
  const lineOf = (each: LogId): string | null => lines.get(each) ?? null;
  const [one, other] = [new Buckets(digest, lineOf), new Buckets(digest, lineOf)];
  for (const each of lines.keys()) one.changed(each);
  for (const each of [...lines.keys()].reverse()) other.changed(each);
  expect(one.hash).toBe(other.hash);
  expect(one.marks).toEqual(other.marks);
  expect(one.in(one.marks.keys()).toSorted()).toEqual([...lines.keys()].toSorted());

  const before = one.marks;
  lines.set(log(7), 'line changed');
  one.changed(log(7));
  const changed = one.marks.flatMap((mark, bucket) => (mark === before[bucket] ? [] : [bucket]));
  expect(changed).toHaveLength(1);
  expect(one.in(changed)).toContain(log(7));
  expect(one.hash).not.toBe(other.hash);
  lines.delete(log(7));
  one.changed(log(7));
  other.changed(log(7));
  expect(one.hash).toBe(other.hash);
  expect(one.in(changed)).not.toContain(log(7));
  expect(new Buckets(digest, lineOf).marks).toEqual(Array.from({ length: 256 }, () => ''));
});
