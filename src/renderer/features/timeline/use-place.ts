import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { writing } from '../../state/writing.ts';

/** So near the end counts as the end, in CSS pixels: about one line, since zoom makes fractions. */
const END_MARGIN_PX = 32;

type Place = {
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** The reader is at the newest message, and stays there when more is said. */
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  /** The pane was scrolled so far because rows came and went, and not by the reader. */
  readonly moved: (by: number) => void;
};

/** At the end the reader follows what comes; elsewhere nothing moves, for which see KeepPlace. */
export function usePlace(hasNewer: boolean): Place {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  const more = useRef(hasNewer);
  const [atEnd, setAtEnd] = useState(true);

  const follow = useCallback((on: boolean) => {
    following.current = on;
    setAtEnd(on);
  }, []);

  const toEnd = useCallback(() => {
    follow(true);
    const pane = log.current;
    if (pane) pane.scrollTop = pane.scrollHeight;
    // What comes then is followed, as anything else is.
    if (more.current) void attempt(window.parley.showNewest());
  }, [follow]);

  // Where many rows at the top make room for new ones, it would look as if the reader had gone up.
  const moved = useCallback((by: number) => {
    lastTop.current += by;
  }, []);

  useEffect(() => {
    const pane = log.current;
    const inside = content.current;
    if (!pane || !inside) return;

    function onScroll(): void {
      if (!pane) return;
      const toGo = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
      // Only going up is leaving: when the content grows, the end moves away by itself.
      if (toGo <= END_MARGIN_PX && !more.current) follow(true);
      else if (pane.scrollTop < lastTop.current) follow(false);
      lastTop.current = pane.scrollTop;
    }
    const sizes = new ResizeObserver(() => {
      if (following.current) pane.scrollTop = pane.scrollHeight;
      lastTop.current = pane.scrollTop;
    });
    pane.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(pane);
    sizes.observe(inside);
    return () => {
      pane.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [follow]);

  useLayoutEffect(() => {
    more.current = hasNewer;
  }, [hasNewer]);

  useOwnWords(toEnd);

  // A page that was loaded anew shows the end, wherever main's window was.
  useEffect(() => {
    if (more.current) toEnd();
  }, [toEnd]);

  return { log, content, atEnd: atEnd && !hasNewer, toEnd, moved };
}

/** Whoever says something sees it. */
function useOwnWords(said: () => void): void {
  useEffect(() => {
    let known = new Set<string>();
    return writing.subscribe(() => {
      const { pending } = writing.view();
      const fresh = pending.some(({ key, form }) => form.as !== 'edit' && !known.has(key));
      known = new Set(pending.map(({ key }) => key));
      if (fresh) said();
    });
  }, [said]);
}
