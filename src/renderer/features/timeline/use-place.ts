import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near the end counts as the end, in CSS pixels: about one line, since zoom makes fractions. */
const END_MARGIN_PX = 32;

type Place = {
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly atEnd: boolean;
  readonly toEnd: () => void;
};

/**
 * Keeps the reader's place: at the end it follows what comes, elsewhere nothing moves.
 *
 * `first` changes when older messages come in on top. Chromium's scroll anchoring keeps the place
 * against every other change, but not at the very top, where people are when they ask for more.
 */
export function usePlace(first: string | undefined, newestOwn: string | undefined): Place {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const last = useRef({ top: 0, fromEnd: 0 });
  const [atEnd, setAtEnd] = useState(true);

  const follow = useCallback((on: boolean) => {
    following.current = on;
    setAtEnd(on);
  }, []);

  const toEnd = useCallback(() => {
    follow(true);
    const pane = log.current;
    if (pane) pane.scrollTop = pane.scrollHeight;
  }, [follow]);

  useEffect(() => {
    const pane = log.current;
    const inside = content.current;
    if (!pane || !inside) return;

    function onScroll(): void {
      if (!pane) return;
      const fromEnd = pane.scrollHeight - pane.scrollTop;
      const near = fromEnd - pane.clientHeight <= END_MARGIN_PX;
      // Only going up is leaving: when the content grows, the end moves away by itself.
      if (near) follow(true);
      else if (pane.scrollTop < last.current.top) follow(false);
      last.current = { top: pane.scrollTop, fromEnd };
    }
    const sizes = new ResizeObserver(() => {
      if (following.current) pane.scrollTop = pane.scrollHeight;
      last.current = { top: pane.scrollTop, fromEnd: pane.scrollHeight - pane.scrollTop };
    });
    pane.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(pane);
    sizes.observe(inside);
    return () => {
      pane.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [follow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first message is the occasion
  useLayoutEffect(() => {
    const pane = log.current;
    if (!pane || following.current) return;
    pane.scrollTop = pane.scrollHeight - last.current.fromEnd;
  }, [first]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message of one's own is the occasion
  useLayoutEffect(toEnd, [newestOwn, toEnd]);

  return { log, content, atEnd, toEnd };
}
