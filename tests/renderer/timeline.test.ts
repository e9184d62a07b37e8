import { expect, test } from 'vitest';
import type { Contact, Contacts } from '../../src/core/contacts.ts';
import { idOf } from '../../src/core/entry.ts';
import type { ChatMessage } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import type { TimelineItem } from '../../src/core/timeline.ts';
import { blocksOf } from '../../src/renderer/features/timeline/blocks.ts';
import { type Row, rowsOf } from '../../src/renderer/features/timeline/rows.ts';
import { entry, peer } from '../support/entries.ts';
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
