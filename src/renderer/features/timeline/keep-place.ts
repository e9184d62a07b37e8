import { Component, type ReactNode, type RefObject } from 'react';
import type { EndWatch } from './end-watch.ts';
import { blocksIn, isLaidOut } from './sight.ts';

type KeepPlaceProps = {
  readonly pane: RefObject<HTMLElement | null>;
  /** Changes with the rows. */
  readonly rows: unknown;
  /** Where the reader follows the end, that is the place to keep. */
  readonly watch: EndWatch;
  readonly children: ReactNode;
};

/** The first row in the pane, and how far below the pane's top it begins. */
type Anchor = { readonly row: Element; readonly top: number };

/**
 * Keeps the first row in the pane where it is when others come and go around it, or the end where that is
 * followed. A class, because only a class is asked just before the page changes: a moment earlier the
 * reader may have been elsewhere.
 *
 * Chromium's scroll anchoring keeps the place when rows grow, but not where much is put in on top and
 * taken away below, nor at the very top. Where it has, there is nothing left to do.
 */
export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate(before: KeepPlaceProps): Anchor | 'end' | null {
    const { pane, rows, watch } = this.props;
    if (before.rows === rows || pane.current === null) return null;
    return watch.follows(pane.current) ? 'end' : anchorIn(pane.current);
  }

  override componentDidUpdate(
    _props: KeepPlaceProps,
    _state: unknown,
    was: Anchor | 'end' | null,
  ): void {
    const { pane, watch } = this.props;
    if (pane.current === null || was === null) return;
    if (was === 'end') {
      watch.toEnd(pane.current);
    } else if (was.row.isConnected) {
      const moved = topIn(pane.current, was.row) - was.top;
      // Setting it ends a scroll that is under way, even to where it is.
      if (Math.abs(moved) >= 1) pane.current.scrollTop += moved;
    }
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
  for (const block of blocksIn(pane)) {
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
