import { expect, test } from 'vitest';
import type { Contact, Contacts } from '../../src/core/contacts.ts';
import { idOf } from '../../src/core/entry.ts';
import type { ChatMessage } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import type { NoticeItem, TimelineItem } from '../../src/core/timeline.ts';
import { blocksOf } from '../../src/renderer/features/timeline/blocks.ts';
import { outcomesOf } from '../../src/renderer/features/timeline/comings.ts';
import { type Row, rowsOf } from '../../src/renderer/features/timeline/rows.ts';
import { outcomeSentence } from '../../src/renderer/words/notices.ts';
import { entry, peer } from '../support/entries.ts';
import { ENGLISH } from '../support/locales.ts';
import { PLAIN } from '../support/message.ts';

const NOON = new Date(2026, 5, 15, 12).getTime();
const MINUTE = 60_000;

function message(seq: number, minutes: number, author = 1, own = false): TimelineItem {
  const id = idOf(entry({ seq, author: peer(author) }));
  const message: ChatMessage = {
    ...PLAIN,
    id,
    author: { id: peer(author), name: `Person ${author}` },
    text: `message ${seq}`,
    sentAt: NOON,
    own,
    late: false,
    hlc: [NOON + minutes * MINUTE, 0],
  };
  return { type: 'message', key: id, message };
}

function notice(minutes: number): TimelineItem {
  const about = { kind: 'joined', peer: { id: peer(2), name: 'Ben' } } as const;
  const at = NOON + minutes * MINUTE;
  return { type: 'notice', key: `n${minutes}`, at, place: at, notice: about };
}

function openings(rows: readonly Row[]): readonly boolean[] {
  return rows.flatMap((row) => (row.type === 'message' ? [row.opens] : []));
}

test('messages of one author within five minutes stand under one name', () => {
  const rows = rowsOf([message(1, 0), message(2, 4), message(3, 9), message(4, 10, 2)]);
  expect(openings(rows)).toEqual([true, false, true, true]);
});

test('a run goes on where its author has changed their name', () => {
  const [before, after] = [message(1, 0), message(2, 1)];
  if (after?.type !== 'message') throw new Error('It is a message');
  const author = { ...after.message.author, name: 'Renamed' };
  const renamed = { ...after, message: { ...after.message, author } };
  expect(openings(rowsOf([before, renamed]))).toEqual([true, false]);
});

test('the last message of a run closes it, and the newest own one is known', () => {
  const rows = rowsOf([
    message(1, 0, 1, true),
    message(2, 1, 1, true),
    message(3, 2, 2),
    message(4, 3, 1, true),
    message(5, 4, 2),
    message(6, 5, 2),
  ]);
  const messages = rows.filter((row) => row.type === 'message');
  expect(messages.map(({ closes }) => closes)).toEqual([false, true, true, true, false, true]);
  expect(messages.map(({ newestOwn }) => newestOwn).indexOf(true)).toBe(3);
});

test('a message that ends a run makes the row before it anew, though it is in another block', () => {
  const items = Array.from({ length: 48 }, (_, i) => message(i + 1, i, 1, true));
  const before = blocksOf(rowsOf(items.slice(0, 47)), []);
  const after = blocksOf(rowsOf(items), before);
  const closing = after.flatMap(({ rows }) => rows).filter((row) => 'closes' in row && row.closes);
  expect(closing.map(({ key }) => key)).toEqual([items.at(-1)?.key]);
});

test('a notice between two messages opens a new run', () => {
  expect(openings(rowsOf([message(1, 0), notice(1), message(2, 2)]))).toEqual([true, true]);
});

test('each day has one line, before its first row', () => {
  const rows = rowsOf([message(1, 0), message(2, 24 * 60), message(3, 24 * 60 + 1)]);
  expect(rows.map(({ type }) => type)).toEqual(['day', 'message', 'day', 'message', 'message']);
  expect(openings(rows)).toEqual([true, true, false]);
});

test('blocks hold every row once and in order', () => {
  const rows = rowsOf(Array.from({ length: 200 }, (_, i) => message(i + 1, i)));
  expect(blocksOf(rows, []).flatMap((block) => block.rows)).toEqual(rows);
});

test('one more message makes one block anew and keeps the others as they were', () => {
  const items = Array.from({ length: 200 }, (_, i) => message(i + 1, i));
  const before = blocksOf(rowsOf(items), []);
  const after = blocksOf(rowsOf([...items, message(201, 201)]), before);
  const kept = after.filter((block) => before.includes(block));
  expect(kept).toHaveLength(before.length - 1);
  expect(after.flatMap((block) => block.rows)).toHaveLength(202);
});

test('older messages get blocks of their own in front', () => {
  const items = Array.from({ length: 100 }, (_, i) => message(i + 101, i + 101));
  const before = blocksOf(rowsOf(items), []);
  const older = Array.from({ length: 60 }, (_, i) => message(i + 1, i + 1));
  const rows = rowsOf([...older, ...items]);
  const after = blocksOf(rows, before);
  expect(after.flatMap((block) => block.rows)).toEqual(rows);
  expect(after.filter((block) => before.includes(block)).length).toBeGreaterThanOrEqual(
    before.length - 1,
  );
});

/** Contacts in which this was decided about one person. */
function decided(id: PeerId, part: Partial<Contact>): Contacts {
  const book = new KnownContacts(() => 1);
  const contact = book.seen(id, 'Dan');
  if (contact === null) throw new Error('They were not known before');
  return { [id]: { ...contact, ...part } };
}

test('what a muted person says in a row is folded into one line, and no more than that', () => {
  const items = [message(1, 0), message(2, 1), message(3, 2), message(4, 3, 2), message(5, 4)];
  const muted = decided(peer(1), { muted: true });
  const rows = rowsOf(items, muted);
  const folded = rows.flatMap((row) =>
    row.type === 'muted' ? row.messages.length : row.type === 'message' ? 'shown' : [],
  );
  expect(folded).toEqual([3, 'shown', 1]);
  // One more in the last run makes its block anew, and no other.
  const before = blocksOf(rows, []);
  const after = blocksOf(rowsOf([...items, message(6, 5)], muted), before);
  expect(after[0]).not.toBe(before[0]);
  expect(blocksOf(rowsOf(items, muted), before)[0]).toBe(before[0]);
});

test('each message says so that is of somebody with the name of another', () => {
  const items = [message(1, 0), message(2, 1)];
  expect(openings(rowsOf(items, decided(peer(1), { notThe: 'Dan' })))).toEqual([true, true]);
  const settled = decided(peer(1), { notThe: 'Dan', nickname: 'Other Dan' });
  expect(openings(rowsOf(items, settled))).toEqual([true, false]);
});

test('Tab leads to the author of the newest run of somebody else', () => {
  const rows = rowsOf([message(1, 0), message(2, 1), message(3, 2, 2), message(4, 3, 2)]);
  expect(rows.flatMap((row) => (row.type === 'message' ? [row.newestOther] : []))).toEqual([
    ...[false, false, true, false],
  ]);
});

/** A coming or going of person `who`, at a minute. */
function moved(
  kind: 'joined' | 'left' | 'lost' | 'back',
  who: number,
  minutes: number,
): NoticeItem {
  const at = NOON + minutes * MINUTE;
  const notice = { kind, peer: { id: peer(who), name: `Person ${who}` } } as const;
  return { type: 'notice', key: `n${minutes}`, at, place: at, notice };
}

test('comings and goings with nothing in between are one line, and a single one is itself', () => {
  const folded = rowsOf([
    message(1, 0),
    moved('joined', 2, 1),
    message(2, 2),
    moved('joined', 3, 3),
    moved('left', 2, 4),
    moved('left', 3, 5),
    message(3, 6),
  ]);
  expect(folded.map((row) => (row.type === 'comings' ? row.notices.length : row.type))).toEqual([
    ...['day', 'message', 'notice', 'message', 3, 'message'],
  ]);
});

test('a line of comings keeps its key when one more is added, and its block is made anew', () => {
  const items = [message(1, 0), moved('joined', 2, 1), moved('joined', 3, 2)];
  const before = blocksOf(rowsOf(items), []);
  const after = blocksOf(rowsOf([...items, moved('joined', 4, 3)]), before);
  expect(after[0]?.key).toBe(before[0]?.key);
  expect(after[0]?.rows.at(-1)?.key).toBe(before[0]?.rows.at(-1)?.key);
  expect(after[0]).not.toBe(before[0]);
});

test('of each person it is said what became of them in the end', () => {
  const outcomes = outcomesOf([
    moved('joined', 1, 1),
    moved('joined', 2, 2),
    moved('left', 3, 3),
    moved('left', 2, 4),
    moved('lost', 4, 5),
    moved('back', 4, 6),
    moved('lost', 5, 7),
    moved('back', 6, 8),
    moved('joined', 7, 9),
  ]);
  const short = outcomes.map(({ outcome, peers }) => [outcome, ...peers.map(({ name }) => name)]);
  expect(short).toEqual([
    ['joined', 'Person 1', 'Person 7'],
    ['cameAndWent', 'Person 2'],
    ['left', 'Person 3'],
    ['wentAndCame', 'Person 4'],
    ['lost', 'Person 5'],
    ['back', 'Person 6'],
  ]);
});

test('the line before what is unread stands once, where it belongs, and opens a run', () => {
  const items = [message(1, 0), message(2, 1), message(3, 2)];
  const [, second] = items;
  if (second?.type !== 'message') throw new Error('It is one');
  const rows = rowsOf(items, {}, second.message);
  expect(rows.map(({ type }) => type)).toEqual(['day', 'message', 'unread', 'message', 'message']);
  expect(openings(rows)).toEqual([true, true, false]);
});

test('older messages of the same day take its line along, and every block stays what it was', () => {
  const items = Array.from({ length: 100 }, (_, i) => message(i + 101, i + 101));
  const before = blocksOf(rowsOf(items), []);
  const older = Array.from({ length: 60 }, (_, i) => message(i + 1, i + 1, 2));
  const after = blocksOf(rowsOf([...older, ...items]), before);
  const keys = before.map(({ key }) => key);
  expect(after.map(({ key }) => key).filter((key) => keys.includes(key))).toEqual(keys);
});

test('several who came are named up to three, and then counted', () => {
  const sentence = (outcome: 'joined' | 'back', count: number): string =>
    outcomeSentence(
      outcome,
      Array.from({ length: count }, (_, i) => ({ id: peer(i), name: `P${i}` })),
      ENGLISH,
    )
      .flat()
      .map((part) => (typeof part === 'string' ? part : part.name))
      .join('');
  expect(sentence('joined', 2)).toBe('P0 and P1 joined');
  expect(sentence('joined', 5)).toBe('P0, P1 and 3 others joined');
  expect(sentence('back', 1)).toBe('P0 is back');
});
