import { expect, test } from 'vitest';
import { stepInGrid } from '../../src/renderer/ui/emoji/grid-steps.ts';

/** Three rows, the middle one short. */
const ROWS = [4, 2, 4];

test.each([
  ['ArrowRight', [0, 0], [0, 1]],
  ['ArrowRight', [0, 3], [1, 0]],
  ['ArrowRight', [2, 3], [2, 3]],
  ['ArrowLeft', [1, 0], [0, 3]],
  ['ArrowLeft', [0, 0], [0, 0]],
  ['ArrowDown', [0, 3], [1, 1]],
  ['ArrowDown', [2, 1], [2, 1]],
  ['ArrowUp', [1, 1], [0, 1]],
  ['ArrowUp', [0, 2], [0, 2]],
  ['PageDown', [0, 3], [2, 3]],
  ['PageUp', [2, 3], [0, 3]],
  ['Home', [2, 3], [2, 0]],
  ['End', [1, 0], [1, 1]],
] as const)('%s leads from %j to %j', (key, [row, column], [toRow, toColumn]) => {
  expect(stepInGrid(ROWS, { row, column }, key, false)).toEqual({ row: toRow, column: toColumn });
});

test('with Control, Home and End lead to the first and the last of all', () => {
  expect(stepInGrid(ROWS, { row: 1, column: 1 }, 'Home', true)).toEqual({ row: 0, column: 0 });
  expect(stepInGrid(ROWS, { row: 0, column: 1 }, 'End', true)).toEqual({ row: 2, column: 3 });
});

test('other keys are not the grid’s', () => {
  expect(stepInGrid(ROWS, { row: 0, column: 0 }, 'a', false)).toBeNull();
});
