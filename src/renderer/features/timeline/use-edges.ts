import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { Failure, Result } from '../../../core/result.ts';
import { attempt } from '../../state/attempt.ts';

/** A page is asked for when so many screens are left before the reader. */
const SCREENS_AHEAD = 2;
/** What was asked for and brought nothing is asked for again after this, in ms. */
const AGAIN_MS = 200;

/**
 * Asks for what lies beyond an end of the window before the reader comes there.
 *
 * `first` and `last` change with the window: then it is looked whether that was enough.
 */
export function useEdges(
  log: RefObject<HTMLElement | null>,
  hasOlder: boolean,
  hasNewer: boolean,
  first: string | undefined,
  last: string | undefined,
): void {
  const busy = useRef(false);
  const look = useEffectEvent(() => {
    const pane = log.current;
    if (pane === null || busy.current) return;
    const ahead = SCREENS_AHEAD * pane.clientHeight;
    const toGo = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
    if (hasOlder && pane.scrollTop < ahead) void load(window.parley.loadOlder());
    else if (hasNewer && toGo < ahead) void load(window.parley.loadNewer());
  });

  /** One page at a time. One that failed is asked for again when the reader moves on. */
  async function load(asked: Promise<Result<null, Failure>>): Promise<void> {
    busy.current = true;
    const loaded = await attempt(asked);
    setTimeout(() => {
      busy.current = false;
      if (loaded.ok) look();
    }, AGAIN_MS);
  }

  useEffect(() => {
    const pane = log.current;
    const scrolled = (): void => look();
    pane?.addEventListener('scroll', scrolled, { passive: true });
    return () => pane?.removeEventListener('scroll', scrolled);
  }, [log]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another window is an occasion to look
  useEffect(() => {
    busy.current = false;
    const frame = requestAnimationFrame(() => look());
    return () => cancelAnimationFrame(frame);
  }, [hasOlder, hasNewer, first, last]);
}
