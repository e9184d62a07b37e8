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
};

/**
 * Keeps the reader's place: at the end it follows what comes, elsewhere nothing moves.
 *
 * `shown` changes with what is in the pane. Chromium's scroll anchoring keeps the place when rows grow,
 * but not where much is put in on top and taken away below, nor at the very top.
 */
export function usePlace(shown: unknown, hasNewer: boolean): Place {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  /** The first row in the pane, and how far below the pane's top it begins. */
  const anchor = useRef<{ readonly row: Element; readonly top: number } | null>(null);
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

  useEffect(() => {
    const pane = log.current;
    const inside = content.current;
    if (!pane || !inside) return;

    function remember(): void {
      if (!pane || !inside) return;
      lastTop.current = pane.scrollTop;
      anchor.current = following.current ? null : anchorIn(pane);
    }
    function onScroll(): void {
      if (!pane) return;
      const toGo = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
      // Only going up is leaving: when the content grows, the end moves away by itself.
      if (toGo <= END_MARGIN_PX && !more.current) follow(true);
      else if (pane.scrollTop < lastTop.current) follow(false);
      remember();
    }
    const sizes = new ResizeObserver(() => {
      if (following.current) pane.scrollTop = pane.scrollHeight;
      remember();
    });
    pane.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(pane);
    sizes.observe(inside);
    return () => {
      pane.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [follow]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are the occasion
  useLayoutEffect(() => {
    const pane = log.current;
    if (!pane || following.current || !anchor.current?.row.isConnected) return;
    const { row, top } = anchor.current;
    const moved = topIn(pane, row) - top;
    // Setting it ends a scroll that is under way, even to where it is.
    if (Math.abs(moved) >= 1) pane.scrollTop += moved;
  }, [shown]);

  useLayoutEffect(() => {
    more.current = hasNewer;
  }, [hasNewer]);

  useOwnWords(toEnd);

  // A page that was loaded anew shows the end, wherever main's window was.
  useEffect(() => {
    if (more.current) toEnd();
  }, [toEnd]);

  return { log, content, atEnd: atEnd && !hasNewer, toEnd };
}

/**
 * The first row that reaches into the pane: no heading, which older messages of its day take along.
 * Rows of blocks out of sight are not laid out.
 */
function anchorIn(pane: HTMLElement): { readonly row: Element; readonly top: number } | null {
  for (const block of pane.querySelectorAll('[data-block]')) {
    if (topIn(pane, block) + block.clientHeight <= 0) continue;
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
