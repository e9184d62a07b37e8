import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { writing } from '../../state/writing.ts';
import { EndWatch } from './end-watch.ts';

type Place = {
  readonly log: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** The reader is at the newest message, and stays there when more is said. */
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  readonly watch: EndWatch;
};

/** At the end the reader follows what comes; elsewhere nothing moves, for which see KeepPlace. */
export function usePlace(hasNewer: boolean): Place {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [watch] = useState(() => new EndWatch());
  const more = useRef(hasNewer);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    watch.following = true;
    setAtEnd(true);
    const pane = log.current;
    if (pane) watch.toEnd(pane);
    // What comes then is followed, as anything else is.
    if (more.current) void attempt(window.parley.showNewest());
  }, [watch]);

  useEffect(() => {
    const pane = log.current;
    const inside = content.current;
    if (!pane || !inside) return;

    function onScroll(): void {
      if (!pane) return;
      watch.scrolled(pane, more.current);
      setAtEnd(watch.following);
    }
    const sizes = new ResizeObserver(() => {
      if (watch.following) watch.toEnd(pane);
    });
    pane.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(pane);
    sizes.observe(inside);
    return () => {
      pane.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [watch]);

  useLayoutEffect(() => {
    more.current = hasNewer;
  }, [hasNewer]);

  // Before anybody looks how much lies above.
  useLayoutEffect(() => {
    if (log.current) watch.toEnd(log.current);
  }, [watch]);

  useOwnWords(toEnd);

  // A page that was loaded anew shows the end, wherever main's window was.
  useEffect(() => {
    if (more.current) toEnd();
  }, [toEnd]);

  return { log, content, atEnd: atEnd && !hasNewer, toEnd, watch };
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
