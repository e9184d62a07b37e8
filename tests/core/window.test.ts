import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatMessage } from '../../src/core/events.ts';
import {
  EMPTY_WINDOW,
  type MessageWindow,
  type Page,
  withMessage,
  withMessages,
  withPage,
} from '../../src/core/window.ts';
import { entry, peer, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

function said(seq: number, late = false): ChatMessage {
  const place = placeOf(entry({ seq, hlc: [seq, 0] }));
  const author = { id: peer(1), name: 'Ana' };
  return { ...PLAIN, ...place, author, text: `${seq}`, sentAt: seq, own: false, late };
}

/** Messages `from` to `to`. */
function stretch(from: number, to: number): readonly ChatMessage[] {
  return Array.from({ length: to - from + 1 }, (_, i) => said(from + i));
}

function page(where: Page['where'], from: number, to: number, last = 100_000): Page {
  return { messages: stretch(from, to), where, hasOlder: from > 1, hasNewer: to < last };
}

/** Where the window begins and ends, and what lies beyond. */
function extent({ messages, hasOlder, hasNewer }: MessageWindow): string {
  const ends = `${messages[0]?.text ?? ''}-${messages.at(-1)?.text ?? ''}`;
  return `${hasOlder ? '… ' : ''}${ends}${hasNewer ? ' …' : ''}`;
}

const AT_END = withPage(EMPTY_WINDOW, page('newest', 801, 1_000, 1_000));

test('going back through all pages and forth again the window has no gap and stays as small', () => {
  let window = AT_END;
  for (let first = 601; first >= 1; first -= 200) {
    window = withPage(window, page('older', first, first + 199, 1_000));
    expect(window.messages.length).toBeLessThanOrEqual(600);
  }
  expect(extent(window)).toBe('1-600 …');
  window = withPage(window, page('newer', 601, 800, 1_000));
  expect(extent(window)).toBe('… 201-800 …');
  window = withPage(window, page('newer', 801, 1_000, 1_000));
  expect(extent(window)).toBe('… 401-1000');
  expect(window.messages.map(({ text }) => Number(text))).toEqual(
    stretch(401, 1_000).map(({ hlc }) => hlc[0]),
  );
});

test('whoever has read back and comes to the end again lets go of what is far above', () => {
  let window = withPage(AT_END, page('older', 401, 800, 1_000));
  expect(extent(window)).toBe('… 401-1000');
  window = withMessage(window, said(1_001));
  expect(extent(window)).toBe('… 802-1001');
  // Further up nothing gives way as long as they read there.
  const above = { ...withPage(AT_END, page('older', 401, 800, 1_000)), following: false };
  expect(extent(withMessage(above, said(1_001)))).toBe('… 401-1001');
});

test('at the end the window moves on with what is said, and its beginning gives way', () => {
  const window = stretch(1_001, 3_000).reduce(withMessage, AT_END);
  expect(window.messages.length).toBeGreaterThanOrEqual(200);
  expect(window.messages.length).toBeLessThanOrEqual(280);
  expect(window.messages.at(-1)?.text).toBe('3000');
  expect(window).toMatchObject({ hasOlder: true, hasNewer: false });
});

test('for a reader further up nothing gives way that was there: what is too much waits beyond the end', () => {
  const reading = { ...AT_END, following: false };
  const window = stretch(1_001, 3_000).reduce(withMessage, reading);
  expect(extent(window)).toBe('… 801-1500 …');
  const older = stretch(1, 800).reduceRight(withMessage, { ...reading, hasOlder: false });
  expect(extent(older)).toBe('… 301-1000');
});

test('told together or one by one, in whatever order, messages leave the same window', () => {
  const order = fc.shuffledSubarray(Array.from({ length: 1_500 }, (_, i) => 500 + i));
  const from = fc.record({
    following: fc.boolean(),
    hasOlder: fc.boolean(),
    hasNewer: fc.boolean(),
  });
  const sorted = fc.boolean();
  fc.assert(
    fc.property(
      order,
      from,
      sorted,
      fc.integer({ min: 1, max: 900 }),
      (seqs, ends, inTurn, size) => {
        const all = (inTurn ? seqs.toSorted((a, b) => a - b) : seqs).map((seq) =>
          said(seq, seq % 7 === 0),
        );
        const window = { ...AT_END, ...ends };
        let together = window;
        for (let i = 0; i < all.length; i += size) {
          together = withMessages(together, all.slice(i, i + size));
        }
        expect(together).toEqual(all.reduce(withMessage, window));
      },
    ),
    { numRuns: 30 },
  );
});

test('what belongs beyond an end is not shown before what lies between', () => {
  const window = withPage(EMPTY_WINDOW, page('around', 400, 600));
  expect(withMessage(window, said(700)).messages).toBe(window.messages);
  expect(withMessage(window, said(300)).messages).toBe(window.messages);
  const middle = withPage(EMPTY_WINDOW, {
    ...page('around', 400, 600),
    messages: stretch(400, 600).filter(({ text }) => text !== '500'),
  });
  expect(withMessage(middle, said(500)).messages).toEqual(window.messages);
});

test('a late message is known of wherever it belongs, and marked when it is read', () => {
  const late = withMessage(AT_END, said(500, true));
  expect(late.late.map(({ hlc }) => hlc[0])).toEqual([500]);
  const around = withPage(late, page('around', 400, 600));
  expect(around.messages.filter((message) => message.late).map(({ text }) => text)).toEqual([
    '500',
  ]);
});

test('pages and messages in any order leave one stretch in order, each message once', () => {
  const step = fc.oneof(
    fc.nat(80).map((seq) => ({ said: seq + 1 })),
    fc.constantFrom('newest' as const, 'around' as const).map((where) => ({ where })),
    fc.constantFrom('older' as const, 'newer' as const).map((where) => ({ where })),
    fc.boolean().map((following) => ({ following })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      // What is stored: all even ones, and whatever has been said since.
      const stored = new Set(Array.from({ length: 40 }, (_, i) => 2 * i + 2));
      let window: MessageWindow = EMPTY_WINDOW;
      const read = (where: Page['where']): Page | null => {
        const all = [...stored].sort((a, b) => a - b);
        const [first, last] = [window.messages[0]?.hlc[0], window.messages.at(-1)?.hlc[0]];
        const before = all.filter((seq) => seq < (first ?? 0)).slice(-7);
        const after = all.filter((seq) => seq > (last ?? 0)).slice(0, 7);
        const seqs = {
          newest: all.slice(-7),
          around: all.slice(10, 17),
          older: before,
          newer: after,
        }[where];
        if (seqs.length === 0) return null;
        return {
          ...{ where, messages: seqs.map((seq) => said(seq)) },
          hasOlder: all.some((seq) => seq < (seqs[0] ?? 0)),
          hasNewer: all.some((seq) => seq > (seqs.at(-1) ?? 0)),
        };
      };
      window = withPage(window, read('newest') as Page);
      for (const each of steps) {
        if ('following' in each) window = { ...window, ...each };
        else if ('said' in each) {
          if (!stored.has(each.said)) window = withMessage(window, said(each.said));
          stored.add(each.said);
        } else {
          const next = read(each.where);
          if (next !== null) window = withPage(window, next);
        }
        const seqs = window.messages.map(({ hlc }) => hlc[0]);
        const [first = 0, last = 0] = [seqs[0], seqs.at(-1)];
        const all = [...stored].sort((a, b) => a - b);
        expect(seqs).toEqual(all.filter((seq) => seq >= first && seq <= last));
        if (!window.hasOlder) expect(all[0]).toBe(first);
        if (!window.hasNewer) expect(all.at(-1)).toBe(last);
      }
    }),
  );
});
