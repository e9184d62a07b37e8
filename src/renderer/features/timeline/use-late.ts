import { type RefObject, useEffect, useState } from 'react';
import type { TimelineItem } from '../../../core/state.ts';

/** Late messages that the reader has not had in view. */
export type Unnoticed = {
  readonly count: number;
  /** Where the one is that `show` leads to. */
  readonly above: boolean;
  readonly show: () => void;
};

/** So much of a message must be in the pane to be noticed, in CSS pixels: about a line. */
const NOTICED_PX = 24;

type Found = { readonly keys: readonly string[]; readonly above: boolean };

const NONE: Found = { keys: [], above: false };

/**
 * Watches for messages that arrive late, and so take a place which the reader may be past.
 *
 * Those that are there when the timeline opens are not news.
 */
export function useLate(
  timeline: readonly TimelineItem[],
  log: RefObject<HTMLElement | null>,
): Unnoticed | null {
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(lateKeys(timeline)));
  const [found, setFound] = useState(NONE);

  useEffect(() => {
    const pane = log.current;
    const waiting = lateKeys(timeline).filter((key) => !seen.has(key));
    if (pane === null || waiting.length === 0) {
      setFound(NONE);
      return;
    }
    function look(): void {
      if (pane === null) return;
      const { top, bottom } = pane.getBoundingClientRect();
      const places = waiting.flatMap((key) => {
        const row = rowOf(pane, key)?.getBoundingClientRect();
        if (row === undefined) return [];
        const isAbove = row.bottom < top + NOTICED_PX;
        return [{ key, isAbove, inView: !isAbove && row.top <= bottom - NOTICED_PX }];
      });
      const noticed = places.filter(({ inView }) => inView).map(({ key }) => key);
      if (noticed.length > 0) setSeen((known) => new Set([...known, ...noticed]));
      const out = places.filter(({ inView }) => !inView);
      // Newest first: what was said last is nearest, and what leads there is pressed again.
      const keys = out.map(({ key }) => key).reverse();
      const above = out.at(-1)?.isAbove ?? false;
      setFound((was) =>
        was.above === above && `${was.keys}` === `${keys}` ? was : { keys, above },
      );
    }
    // The pane has taken its new scroll position by then.
    const frame = requestAnimationFrame(look);
    pane.addEventListener('scroll', look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      pane.removeEventListener('scroll', look);
    };
  }, [timeline, log, seen]);

  const [next] = found.keys;
  if (next === undefined) return null;
  const show = (): void => {
    const row = rowOf(log.current, next);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  return { count: found.keys.length, above: found.above, show };
}

function lateKeys(timeline: readonly TimelineItem[]): readonly string[] {
  return timeline.flatMap((item) =>
    item.type === 'message' && item.message.late ? [item.key] : [],
  );
}

function rowOf(log: HTMLElement | null, key: string): HTMLElement | undefined {
  return log?.querySelector<HTMLElement>(`[data-late="${key}"]`) ?? undefined;
}
