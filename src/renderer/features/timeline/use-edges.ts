import { type RefObject, useEffect, useRef } from 'react';
import { attempt } from '../../state/attempt.ts';

/** A page is asked for when so many screens are left before the reader: a page is about four. */
const SCREENS_AHEAD = 2;
/** What was asked for is on the screen by then, in ms: main gathers events for one frame. */
const SETTLED_MS = 60;

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: another window is an occasion to look
  useEffect(() => {
    const pane = log.current;
    if (pane === null) return;
    let here = true;

    async function look(): Promise<void> {
      if (pane === null || busy.current || !here) return;
      const ahead = SCREENS_AHEAD * pane.clientHeight;
      const older = hasOlder && pane.scrollTop < ahead;
      const toGo = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
      if (!older && !(hasNewer && toGo < ahead)) return;
      busy.current = true;
      const asked = older ? window.parley.loadOlder() : window.parley.loadNewer();
      // One that failed is asked for again when the reader moves on; the button says why.
      await attempt(asked);
      setTimeout(() => {
        busy.current = false;
        if (here) onScroll();
      }, SETTLED_MS);
    }
    function onScroll(): void {
      void look();
    }
    const frame = requestAnimationFrame(onScroll);
    pane.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      here = false;
      cancelAnimationFrame(frame);
      pane.removeEventListener('scroll', onScroll);
    };
  }, [log, hasOlder, hasNewer, first, last]);
}
