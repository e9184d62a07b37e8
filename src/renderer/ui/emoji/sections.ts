import { CATEGORIES, type Category, type Emoji, type EmojiBook } from './emoji-book.ts';
import { findEmoji } from './find-emoji.ts';
import type { Place } from './grid-steps.ts';
import type { UsedEmoji } from './used-emoji.ts';

/** How many stand beside each other. */
export const COLUMNS = 8;

/** An emoji in the tone in which it is offered. */
export type Cell = { readonly char: string; readonly emoji: Emoji };

/** Some rows of the picker under one heading. */
export type Section = {
  readonly kind: Category | 'recent' | 'found';
  /** The number of its first row among all. */
  readonly firstRow: number;
  readonly rows: readonly (readonly Cell[])[];
};

/** What the picker shows: what was used last and then all by category, or what a search has found. */
export function sectionsOf(
  book: EmojiBook,
  query: string,
  used: UsedEmoji,
  tone: number,
): readonly Section[] {
  const inTone = (emoji: Emoji): Cell => ({ char: emoji.tones[tone - 1] ?? emoji.char, emoji });
  if (query.trim() !== '') return numbered([['found', findEmoji(book, query, used).map(inTone)]]);
  const recent = [...used.keys()].flatMap((char) => {
    const emoji = book.byChar.get(char);
    return emoji === undefined ? [] : [{ char, emoji }];
  });
  const categories = CATEGORIES.map(
    (kind) => [kind, book.all.filter(({ category }) => category === kind).map(inTone)] as const,
  );
  return numbered([['recent', recent], ...categories]);
}

/** What stands at a place; undefined where nothing does. */
export function cellAt(sections: readonly Section[], { row, column }: Place): Cell | undefined {
  const section = sections.findLast(({ firstRow }) => firstRow <= row);
  return section?.rows[row - section.firstRow]?.[column];
}

function numbered(
  parts: readonly (readonly [Section['kind'], readonly Cell[]])[],
): readonly Section[] {
  let firstRow = 0;
  return parts.flatMap(([kind, cells]) => {
    if (cells.length === 0) return [];
    const section = { kind, firstRow, rows: inRows(cells) };
    firstRow += section.rows.length;
    return [section];
  });
}

function inRows(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const count = Math.ceil(cells.length / COLUMNS);
  return Array.from({ length: count }, (_, i) => cells.slice(i * COLUMNS, (i + 1) * COLUMNS));
}
