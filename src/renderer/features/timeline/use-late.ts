import { type RefObject, useEffect, useState } from 'react';
import type { TimelineItem } from '../../../core/timeline.ts';

/** Late messages that the reader has not had in view. */
export type Unnoticed = {
  readonly count: number;
  /** Where the oldest of them is, to which `show` leads. */
  readonly above: boolean;
  readonly show: () => void;
};

/** So much of a message must be in the pane to be noticed, in CSS pixels: about a line. */
const NOTICED_PX = 24;

type Place = 'above' | 'in view' | 'below';
/** Keys of those out of sight, oldest first, and where the oldest is. */
type Found = { readonly keys: readonly string[]; readonly above: boolean };

const NONE: Found = { keys: [], above: false };

/**
 * Watches for messages that arrive late, and so take a place which the reader may be past.
 *
 * Those that are there when the timeline opens are not news. Whoever has been led to the oldest
 * knows of all, and finds them marked: after a long split they may be hundreds.
 */
export function useLate(
  timeline: readonly TimelineItem[],
  log: RefObject<HTMLElement | null>,
): Unnoticed | null {
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(lateKeys(timeline)));
  const [found, setFound] = useState(NONE);

  useEffect(() => {
    const pane = log.current;
    if (pane === null || lateKeys(timeline).every((key) => seen.has(key))) {
      setFound(NONE);
      return;
    }
    function look(): void {
      if (pane === null) return;
      const places = lateRows(pane)
        .map((row) => ({ key: row.dataset['late'] ?? '', place: placeOf(row, pane) }))
        .filter(({ key }) => !seen.has(key));
      const noticed = places.filter(({ place }) => place === 'in view').map(({ key }) => key);
      if (noticed.length > 0) setSeen((known) => new Set([...known, ...noticed]));
      const out = places.filter(({ place }) => place !== 'in view');
      const keys = out.map(({ key }) => key);
      const above = out[0]?.place === 'above';
      setFound((was) =>
        was.above === above && was.keys.join() === keys.join() ? was : { keys, above },
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

  const { keys, above } = found;
  if (keys.length === 0) return null;
  const show = (): void => {
    setSeen((known) => new Set([...known, ...keys]));
    const oldest = lateRows(log.current).find((row) => row.dataset['late'] === keys[0]);
    oldest?.scrollIntoView({ block: 'center' });
    oldest?.focus({ preventScroll: true });
  };
  return { count: keys.length, above, show };
}

function lateKeys(timeline: readonly TimelineItem[]): readonly string[] {
  return timeline.flatMap((item) =>
    item.type === 'message' && item.message.late ? [item.key] : [],
  );
}

function lateRows(pane: HTMLElement | null): readonly HTMLElement[] {
  return [...(pane?.querySelectorAll<HTMLElement>('[data-late]') ?? [])];
}

function placeOf(row: HTMLElement, pane: HTMLElement): Place {
  const { top, bottom } = pane.getBoundingClientRect();
  const within = (box: DOMRect): Place => {
    if (box.bottom < top + NOTICED_PX) return 'above';
    return box.top > bottom - NOTICED_PX ? 'below' : 'in view';
  };
  // A block out of sight is not laid out, and asking where its rows are would cost just that.
  const block = within((row.parentElement ?? row).getBoundingClientRect());
  return block === 'in view' ? within(row.getBoundingClientRect()) : block;
}
