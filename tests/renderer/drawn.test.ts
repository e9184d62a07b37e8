import { expect, test } from 'vitest';
import type { Block } from '../../src/renderer/features/timeline/blocks.ts';
import {
  type Drawn,
  drawnAtOnce,
  nearestUndrawn,
} from '../../src/renderer/features/timeline/drawn.ts';

/** CSS pixels: what 17 rows of one line fill. */
const HEIGHT = 600;
const AT_END = { atEnd: true, led: false, height: HEIGHT };
const ELSEWHERE = { ...AT_END, atEnd: false };
const NONE: Drawn = new Set();

/** Blocks of eight rows, by their numbers. */
function blocks(from: number, to: number): readonly Block[] {
  return Array.from({ length: to - from + 1 }, (_, i) => block(from + i));
}

function block(number: number, rows = 8): Block {
  const row = (i: number) => ({ type: 'unread', key: `${number}-${i}` }) as const;
  return { key: `${number}`, rows: Array.from({ length: rows }, (_, i) => row(i)) };
}

function keys(from: number, to: number): readonly string[] {
  return blocks(from, to).map(({ key }) => key);
}

test('at the end what fills the pane is drawn at once, and no more', () => {
  expect([...drawnAtOnce(blocks(1, 20), NONE, AT_END)]).toEqual(keys(18, 20));
  const short = [...blocks(1, 20), block(21, 1)];
  expect([...drawnAtOnce(short, NONE, AT_END)]).toEqual(keys(19, 21));
});

test('what is drawn stays so while it is there, and of a burst only its end is drawn', () => {
  const before = new Set(keys(1, 10));
  expect([...drawnAtOnce(blocks(5, 30), before, AT_END)]).toEqual([
    ...keys(5, 10),
    ...keys(28, 30),
  ]);
});

test('pages that are joined elsewhere wait', () => {
  const before = new Set(keys(11, 20));
  expect([...drawnAtOnce(blocks(6, 25), before, ELSEWHERE)]).toEqual(keys(11, 20));
});

test('of another stretch everything is drawn, and for whoever is led to a message', () => {
  expect([...drawnAtOnce(blocks(1, 10), new Set(keys(91, 99)), ELSEWHERE)]).toEqual(keys(1, 10));
  const led = { ...AT_END, led: true };
  expect([...drawnAtOnce(blocks(1, 10), new Set(keys(5, 5)), led)]).toEqual(keys(1, 10));
});

test('the one nearest to the pane is the next, above or below it', () => {
  const all = blocks(1, 6);
  const pane = { top: 0, bottom: 600 };
  const boxes = all.map((_, i) => ({ top: i * 300 - 700, bottom: i * 300 - 400 }));
  // Above by 400 and by 100, twice in the pane, across its lower edge, and below it by 200.
  const rest = (...drawn: number[]) => new Set(drawn.map(String));
  expect(nearestUndrawn(all, rest(2, 3, 4, 5), boxes, pane)).toBe(5);
  expect(nearestUndrawn(all, rest(3, 4, 5), boxes, pane)).toBe(1);
  expect(nearestUndrawn(all, rest(1, 2, 3, 5), boxes, pane)).toBe(3);
  expect(nearestUndrawn(all, rest(1, 2, 3, 4, 5, 6), boxes, pane)).toBe(-1);
});
