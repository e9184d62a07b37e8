import type { EntryId } from '../../../core/ids.ts';

/** So much of a message must be in the pane to be seen, in CSS pixels: about a line. */
const LINE_PX = 24;

type Box = { readonly top: number; readonly bottom: number };

/** Whether a message was really seen: its end is in the pane, or it fills half of it. */
export function isSeen(row: Box, pane: Box): boolean {
  const visible = Math.min(row.bottom, pane.bottom) - Math.max(row.top, pane.top);
  if (visible >= (pane.bottom - pane.top) / 2) return true;
  const end = row.bottom <= pane.bottom + 1;
  return end && visible >= Math.min(LINE_PX, row.bottom - row.top);
}

/**
 * Whether the rows of a block are in the page, and the browser has laid them out, which it does once the
 * block is near the pane. Nothing may ask where rows are before: Chromium 130 then gives what is put in
 * beside the block later no place at all.
 */
export function isLaidOut(block: Element): boolean {
  return block.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === true;
}

/** The blocks in the pane, in order. Its first child holds them: to search all of it takes a while. */
export function blocksIn(pane: HTMLElement): readonly Element[] {
  return [...(pane.firstElementChild?.children ?? [])].filter(isBlock);
}

function isBlock(element: Element): boolean {
  return element.hasAttribute('data-block');
}

/** The messages that can be seen in the pane, from the top; null while they are not all laid out. */
export function messagesInSight(pane: HTMLElement): readonly EntryId[] | null {
  const box = pane.getBoundingClientRect();
  const ids: EntryId[] = [];
  for (const block of blocksIn(pane)) {
    const { top, bottom } = block.getBoundingClientRect();
    if (bottom < box.top || top > box.bottom) continue;
    if (!isLaidOut(block)) return null;
    for (const row of block.querySelectorAll<HTMLElement>('[data-id]')) {
      const id = row.dataset['id'] as EntryId; // written by MessageRow
      if (isSeen(row.getBoundingClientRect(), box)) ids.push(id);
    }
  }
  return ids;
}
