import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/core/events.ts';
import { newestOf, newsSince } from '../../src/renderer/features/timeline/news.ts';
import { entry, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

function said(at: number, part: Partial<ChatMessage> = {}): ChatMessage {
  const place = placeOf(entry({ author: peer(2), seq: at, hlc: [at, 0] }));
  const author = { id: peer(2), name: 'Ben' };
  return {
    ...PLAIN,
    ...place,
    author,
    text: `${at}`,
    sentAt: at,
    own: false,
    late: false,
    ...part,
  };
}

/** What is read out when the window changes from these messages to those. */
function news(
  before: readonly ChatMessage[],
  after: readonly ChatMessage[],
  { hadNewer = false, hasNewer = false, heard = after } = {},
): readonly string[] {
  const last = newestOf({ messages: before, hasNewer: hadNewer });
  return newsSince(last, { messages: after, hasNewer }, heard).map(({ text }) => text);
}

const [one, two, three, four] = [said(1), said(2), said(3), said(4)];

test('what is said at the end is read out, the first message of a group as well', () => {
  expect(news([one, two], [one, two, three, four])).toEqual(['3', '4']);
  expect(news([], [one])).toEqual(['1']);
});

test('older pages, edits and reactions are not read out', () => {
  expect(news([three, four], [one, two, three, four])).toEqual([]);
  expect(news([one, two], [one, { ...two, text: 'edited', editedAt: 9 }])).toEqual([]);
});

test('whoever goes elsewhere and comes back hears nothing read out but what comes then', () => {
  expect(news([three, four], [one, two], { hasNewer: true })).toEqual([]);
  expect(news([one, two], [three, four], { hadNewer: true })).toEqual([]);
});

test('own words, late ones, and those of muted people are not read out', () => {
  const [own, late] = [said(3, { own: true }), said(4, { late: true })];
  expect(news([one, two], [one, two, own, late])).toEqual([]);
  expect(news([one, two], [one, two, three, four], { heard: [one, four] })).toEqual(['4']);
});
