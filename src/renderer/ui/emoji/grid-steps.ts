/** A place in a grid whose rows may differ in length. */
export type Place = { readonly row: number; readonly column: number };

/** Where a key leads in a grid of rows this long; null for a key that is none of the grid's. */
export function stepInGrid(
  rows: readonly number[],
  from: Place,
  key: string,
  all: boolean,
): Place | null {
  const last = rows.length - 1;
  const length = rows[from.row] ?? 0;
  const inRow = (row: number): Place => ({
    row,
    column: Math.min(from.column, (rows[row] ?? 1) - 1),
  });
  switch (key) {
    case 'ArrowLeft':
      if (from.column > 0) return { row: from.row, column: from.column - 1 };
      return from.row > 0 ? endOf(rows, from.row - 1) : from;
    case 'ArrowRight':
      if (from.column < length - 1) return { row: from.row, column: from.column + 1 };
      return from.row < last ? { row: from.row + 1, column: 0 } : from;
    case 'ArrowUp':
      return inRow(Math.max(0, from.row - 1));
    case 'ArrowDown':
      return inRow(Math.min(last, from.row + 1));
    case 'PageUp':
      return inRow(Math.max(0, from.row - PAGE_ROWS));
    case 'PageDown':
      return inRow(Math.min(last, from.row + PAGE_ROWS));
    case 'Home':
      return { row: all ? 0 : from.row, column: 0 };
    case 'End':
      return endOf(rows, all ? last : from.row);
    default:
      return null;
  }
}

/** As many rows as are seen at once, but for one that stays in sight. */
const PAGE_ROWS = 6;

function endOf(rows: readonly number[], row: number): Place {
  return { row, column: Math.max(0, (rows[row] ?? 1) - 1) };
}
