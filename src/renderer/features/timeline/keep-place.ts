import { Component, type ReactNode, type RefObject } from 'react';
import { isLaidOut } from './sight.ts';

type KeepPlaceProps = {
  readonly pane: RefObject<HTMLElement | null>;
  /** Changes with the rows. */
  readonly rows: unknown;
  /** Hears how far the pane was scrolled with the rows, by Chromium or here. */
  readonly onMoved: (by: number) => void;
  readonly children: ReactNode;
};

/** The first row in the pane, and how far below the pane's top it begins. */
type Anchor = { readonly row: Element; readonly top: number };
/** How far the pane was scrolled, and what was in it. */
type Place = { readonly scrolled: number; readonly anchor: Anchor | null };

/**
 * Keeps the first row in the pane where it is when others come and go around it. A class, because only
 * a class is asked just before the page changes: a moment earlier the reader may have been elsewhere.
 *
 * Chromium's scroll anchoring keeps the place when rows grow, but not where much is put in on top and
 * taken away below, nor at the very top. Where it has, there is nothing left to do.
 */
export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate(before: KeepPlaceProps): Place | null {
    const { pane, rows } = this.props;
    if (before.rows === rows || pane.current === null) return null;
    return { scrolled: pane.current.scrollTop, anchor: anchorIn(pane.current) };
  }

  override componentDidUpdate(_props: KeepPlaceProps, _state: unknown, place: Place | null): void {
    const pane = this.props.pane.current;
    if (pane === null || !place?.anchor?.row.isConnected) return;
    const { anchor, scrolled } = place;
    const moved = topIn(pane, anchor.row) - anchor.top;
    // Setting it ends a scroll that is under way, even to where it is.
    if (Math.abs(moved) >= 1) pane.scrollTop += moved;
    this.props.onMoved(pane.scrollTop - scrolled);
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

/**
 * The first row that reaches into the pane: no heading, which older messages of its day take along. Of
 * a block that is not laid out yet the block itself, see `isLaidOut`.
 */
function anchorIn(pane: HTMLElement): Anchor | null {
  for (const block of pane.querySelectorAll('[data-block]')) {
    const at = topIn(pane, block);
    if (at + block.clientHeight <= 0) continue;
    if (!isLaidOut(block)) return { row: block, top: at };
    for (const row of block.querySelectorAll(':scope > :not(h2)')) {
      const top = topIn(pane, row);
      if (top + row.clientHeight > 0) return { row, top };
    }
  }
  return null;
}

function topIn(pane: Element, row: Element): number {
  return row.getBoundingClientRect().top - pane.getBoundingClientRect().top;
}
