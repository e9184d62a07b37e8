import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/core/events.ts';
import {
  EMPTY_WINDOW,
  type MessageWindow,
  PAGE_MESSAGES,
  withPage,
} from '../../src/core/window.ts';
import { type Edge, nextEdge } from '../../src/renderer/features/timeline/edges.ts';
import { entry, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

const FRIEND = { id: peer(2), name: 'Ben' };
const BLOCKED = { id: peer(3), name: 'Mallory' };
/** Heights in CSS pixels. */
const [ROW, SCREEN] = [40, 600];

/** 2,000 lines of friends, 1,500 of somebody who is not shown, then 5 of friends. */
const STORED = Array.from({ length: 3_505 }, (_, i): ChatMessage => {
  const author = i >= 2_000 && i < 3_500 ? BLOCKED : FRIEND;
  const place = placeOf(entry({ author: author.id, seq: i + 1, hlc: [i, 0] }));
  return { ...PLAIN, ...place, author, text: `${i}`, sentAt: i, own: false, late: false };
});
const NEWEST = STORED.at(-1)?.id;

function joined(window: MessageWindow, edge: Edge): MessageWindow {
  const [first, last] = [window.messages[0], window.messages.at(-1)];
  const from = STORED.findIndex(({ id }) => id === first?.id);
  const to = STORED.findIndex(({ id }) => id === last?.id) + 1;
  const start = edge === 'older' ? Math.max(0, from - PAGE_MESSAGES) : to;
  const end = edge === 'older' ? from : to + PAGE_MESSAGES;
  return withPage(window, {
    messages: STORED.slice(start, end),
    where: edge,
    hasOlder: start > 0,
    hasNewer: end < STORED.length,
  });
}

function drawn({ messages }: MessageWindow): number {
  return messages.filter(({ author }) => author === FRIEND).length * ROW;
}

/** Joins pages until none is asked for. The reader stays where they are, at the bottom of the pane. */
function settle(
  start: MessageWindow,
  from: Edge | null,
  moves = false,
): { readonly window: MessageWindow; readonly asked: number; readonly last: Edge | null } {
  let [window, last] = [start, from];
  for (let asked = 0; asked < 100; asked++) {
    const above = Math.max(0, drawn(window) - SCREEN);
    const { messages, hasOlder, hasNewer } = window;
    const edge = nextEdge({
      ...{ count: messages.length, hasOlder, hasNewer, atEnd: !hasNewer },
      ...{ above, below: 0, screen: SCREEN, last, moved: moves && asked === 0 },
    });
    if (edge === null) return { window, asked, last };
    [window, last] = [joined(window, edge), edge];
  }
  throw new Error('Pages come and go for ever.');
}

const OPENED = withPage(EMPTY_WINDOW, {
  ...{ messages: STORED.slice(-200), where: 'newest', hasOlder: true, hasNewer: false },
});

test('before much that is not shown, whoever is at the end keeps the newest', () => {
  const { window } = settle(OPENED, null);
  expect(window.messages.at(-1)?.id).toBe(NEWEST);
  expect(window.hasNewer).toBe(false);
});

test('whoever asks for what is older comes past all that is not shown, and stays there', () => {
  const { window, last } = settle(OPENED, null);
  const gone = settle(joined(window, 'older'), last);
  expect(drawn(gone.window)).toBeGreaterThan(SCREEN);
  expect(settle(gone.window, gone.last).asked).toBe(0);
});

test('whoever scrolls down from there comes to the newest', () => {
  const { window, last } = settle(OPENED, null);
  const gone = settle(joined(window, 'older'), last);
  const back = settle(gone.window, gone.last, true);
  expect(back.window.messages.at(-1)?.id).toBe(NEWEST);
});

test('a page is asked for four screens before the end of what is drawn', () => {
  const outlook = {
    ...{ count: 600, hasOlder: true, hasNewer: true, atEnd: false },
    ...{ screen: SCREEN, last: null, moved: true },
  };
  expect(nextEdge({ ...outlook, above: 2_399, below: 5_000 })).toBe('older');
  expect(nextEdge({ ...outlook, above: 5_000, below: 2_399 })).toBe('newer');
  expect(nextEdge({ ...outlook, above: 2_400, below: 2_400 })).toBeNull();
});
