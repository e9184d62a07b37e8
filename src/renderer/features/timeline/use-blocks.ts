import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Contacts } from '../../../core/contacts.ts';
import type { Ordered } from '../../../core/order.ts';
import type { TimelineItem } from '../../../core/timeline.ts';
import { type Block, blocksOf } from './blocks.ts';
import { type Drawn, drawnAtOnce, nearestUndrawn } from './drawn.ts';
import { rowsOf } from './rows.ts';
import { blocksIn } from './sight.ts';

/** For somebody at the end, who does not see them, the others are drawn once nothing has come for so long, ms. */
const CALM_MS = 100;

/** What is cut into blocks, and what decides which of them are drawn at once. */
type Source = {
  readonly timeline: readonly TimelineItem[];
  readonly contacts: Contacts;
  /** Before it stands the line that says what is unread. */
  readonly line: Ordered | null;
  readonly atEnd: boolean;
  readonly led: boolean;
};

/** What the pane holds: the same object for as long as that is the same. */
export type Shown = { readonly blocks: readonly Block[]; readonly drawn: Drawn };

const NOTHING: Shown = { blocks: [], drawn: new Set() };

/**
 * The blocks of this timeline, cut as the last one was: state, because the cut depends on the past. Those
 * that are not drawn at once are drawn one by one, nearest to the reader first.
 */
export function useBlocks(pane: RefObject<HTMLElement | null>, source: Source): Shown {
  const [state, setState] = useState(() => ({ source, shown: next(NOTHING, source, innerHeight) }));
  let { shown } = state;
  if (!isSame(state.source, source)) {
    shown = next(shown, source, pane.current?.clientHeight ?? innerHeight);
    setState({ source, shown });
  }
  const { atEnd } = source;
  const last = state.source;
  /** After which nothing has come for a while. */
  const calm = useRef<Source | null>(null);
  // At once, so that the next frame has the next one: whoever scrolls fast is close behind.
  useLayoutEffect(() => {
    const { blocks, drawn } = shown;
    if (blocks.every(({ key }) => drawn.has(key))) return;
    const drawOne = (): void => {
      const key = pane.current && nearestIn(pane.current, shown);
      if (key === null) return;
      setState((now) => ({
        ...now,
        shown: { ...now.shown, drawn: new Set([...now.shown.drawn, key]) },
      }));
    };
    if (!atEnd || calm.current === last) {
      const frame = requestAnimationFrame(drawOne);
      return () => cancelAnimationFrame(frame);
    }
    const timer = setTimeout(() => {
      calm.current = last;
      drawOne();
    }, CALM_MS);
    return () => clearTimeout(timer);
  }, [pane, shown, atEnd, last]);
  return shown;
}

function next(before: Shown, source: Source, height: number): Shown {
  const { timeline, contacts, line, atEnd, led } = source;
  const blocks = blocksOf(rowsOf(timeline, contacts, line), before.blocks);
  return { blocks, drawn: drawnAtOnce(blocks, before.drawn, { atEnd, led, height }) };
}

function isSame(a: Source, b: Source): boolean {
  return (Object.keys(a) as (keyof Source)[]).every((key) => a[key] === b[key]);
}

function nearestIn(pane: HTMLElement, { blocks, drawn }: Shown): string | null {
  const boxes = blocksIn(pane).map((block) => block.getBoundingClientRect());
  const nearest = nearestUndrawn(blocks, drawn, boxes, pane.getBoundingClientRect());
  return blocks[nearest]?.key ?? null;
}
