import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { EmojiGrid } from '../../src/renderer/ui/emoji/emoji-grid.tsx';
import { EmojiPicker } from '../../src/renderer/ui/emoji/emoji-picker.tsx';
import { loadEmoji } from '../../src/renderer/ui/emoji/load-book.ts';
import { COLUMNS, cellAt, type Section, sectionsOf } from '../../src/renderer/ui/emoji/sections.ts';

const book = await loadEmoji('en');
const NEVER = new Map<string, number>();

function charsOf(section: Section | undefined): readonly string[] {
  return section?.rows.flat().map(({ char }) => char) ?? [];
}

test('all emoji are there, by category, in rows that no place is missing from', () => {
  const sections = sectionsOf(book, '', NEVER, 0);
  expect(sections.map(({ kind }) => kind)).toEqual([
    ...['smileys', 'people', 'animals', 'food', 'travel'],
    ...['activities', 'objects', 'symbols', 'flags'],
  ]);
  expect(sections.flatMap(charsOf)).toEqual(book.all.map(({ char }) => char));
  const rows = sections.flatMap((section) => section.rows);
  for (const [row, cells] of rows.entries()) {
    expect(cells.length).toBeLessThanOrEqual(COLUMNS);
    for (const [column, cell] of cells.entries()) {
      expect(cellAt(sections, { row, column })).toBe(cell);
    }
  }
  expect(cellAt(sections, { row: rows.length, column: 0 })).toBeUndefined();
});

test('what was used last stands before all, in the tone in which it was used', () => {
  const used = new Map([
    ['👋🏽', 1],
    ['🎉', 2],
    ['not an emoji', 3],
  ]);
  const [recent, smileys] = sectionsOf(book, '', used, 5);
  expect(recent?.kind).toBe('recent');
  expect(charsOf(recent)).toEqual(['👋🏽', '🎉']);
  expect(smileys?.firstRow).toBe(1);
});

test('a tone of skin is that of all who have one', () => {
  const sections = sectionsOf(book, '', NEVER, 5);
  expect(sections.flatMap(charsOf)).toContain('👋🏿');
  expect(sections.flatMap(charsOf)).not.toContain('👋');
  expect(charsOf(sections[0])).toContain('😀');
});

test('a search shows what it finds and nothing else', () => {
  const [found, ...others] = sectionsOf(book, 'tada', new Map([['👍', 1]]), 0);
  expect(found?.kind).toBe('found');
  expect(charsOf(found)[0]).toBe('🎉');
  expect(others).toEqual([]);
  expect(sectionsOf(book, 'zzzzqq', NEVER, 0)).toEqual([]);
});

test('Tab leads to one cell of the grid, and each has its name', () => {
  const sections = sectionsOf(book, '', NEVER, 0);
  const ignore = (): void => undefined;
  const html = renderToStaticMarkup(
    createElement(EmojiGrid, {
      ...{ ref: null, sections, active: { row: 0, column: 1 } },
      ...{ onMove: ignore, onLeave: ignore, onPick: ignore, onPoint: ignore },
    }),
  );
  expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
  expect(html).toMatch(/aria-label="grinning face with big eyes" data-place="0:1" tabindex="0"/i);
  expect(html.match(/role="gridcell" aria-label="[^"]+"/g)).toHaveLength(book.all.length);
});

test('its button says that it opens something', () => {
  const html = renderToStaticMarkup(
    createElement(EmojiPicker, {
      trigger: createElement('button', { type: 'button' }, 'Insert emoji'),
      onPick: () => undefined,
    }),
  );
  expect(html).toContain('aria-haspopup="dialog"');
  expect(html).toContain('aria-expanded="false"');
});
