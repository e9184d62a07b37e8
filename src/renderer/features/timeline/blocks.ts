import type { Row } from './rows.ts';

/** Rows that the browser lays out, or skips, together. */
export type Block = { readonly key: string; readonly rows: readonly Row[] };

/** About a quarter of a screen of rows: drawn within a frame, and many enough to make blocks few. */
const BLOCK_ROWS = 8;

/**
 * Cuts the rows into blocks, so that one more message costs one block and not the whole timeline.
 *
 * Blocks begin where they began `before`; what comes in front gets blocks of its own. Otherwise
 * older messages would shift every boundary, and every row would be made anew.
 */
export function blocksOf(rows: readonly Row[], before: readonly Block[]): readonly Block[] {
  const starts = new Set(before.map((block) => block.key));
  const known = new Map(before.map((block) => [block.key, block]));
  const blocks: { key: string; rows: Row[] }[] = [];
  // A line that may go, or stand elsewhere the next time, begins no block: it goes with what follows.
  let ahead: Row[] = [];
  for (const row of rows) {
    if (row.type === 'day' || row.type === 'unread') {
      ahead.push(row);
      continue;
    }
    const current = blocks.at(-1);
    if (current === undefined || current.rows.length >= BLOCK_ROWS || starts.has(row.key)) {
      blocks.push({ key: row.key, rows: [...ahead, row] });
    } else {
      current.rows.push(...ahead, row);
    }
    ahead = [];
  }
  return blocks.map((block) => {
    const old = known.get(block.key);
    return old !== undefined && sameRows(old.rows, block.rows) ? old : block;
  });
}

function sameRows(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, index) => sameRow(row, b[index]));
}

function sameRow(a: Row, b: Row | undefined): boolean {
  if (b === undefined || a.key !== b.key) return false;
  if (a.type === 'muted' && b.type === 'muted') {
    return a.messages.length === b.messages.length && a.messages.at(-1) === b.messages.at(-1);
  }
  if (a.type === 'comings' && b.type === 'comings') {
    return a.notices.length === b.notices.length && a.notices.at(-1) === b.notices.at(-1);
  }
  if (a.type !== 'message' || b.type !== 'message') return a.type === b.type;
  return (
    a.message === b.message &&
    a.opens === b.opens &&
    a.closes === b.closes &&
    a.newestOwn === b.newestOwn &&
    a.newestOther === b.newestOther
  );
}
