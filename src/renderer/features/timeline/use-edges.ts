import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { Failure, Result } from '../../../core/result.ts';
import type { MessageWindow } from '../../../core/window.ts';
import { attempt } from '../../state/attempt.ts';
import { type Edge, nextEdge } from './edges.ts';

/** What was asked for and brought nothing is asked for again after this, in ms. */
const AGAIN_MS = 200;

/**
 * Asks for what lies beyond an end of the window before the reader comes there.
 *
 * Where other messages are in the window it is looked whether that was enough.
 */
export function useEdges(
  log: RefObject<HTMLElement | null>,
  { messages, hasOlder, hasNewer }: Pick<MessageWindow, 'messages' | 'hasOlder' | 'hasNewer'>,
  atEnd: boolean,
): void {
  const busy = useRef(false);
  const last = useRef<Edge | null>(null);
  const moved = useRef(false);
  const look = useEffectEvent(() => {
    const pane = log.current;
    if (pane === null || busy.current) return;
    const { scrollTop: above, scrollHeight, clientHeight: screen } = pane;
    const below = scrollHeight - above - screen;
    const edge = nextEdge({
      ...{ count: messages.length, hasOlder, hasNewer, atEnd },
      ...{ above, below, screen, last: last.current, moved: moved.current },
    });
    if (edge === null) return;
    last.current = edge;
    moved.current = false;
    const { loadOlder, loadNewer } = window.parley;
    void load(edge === 'older' ? loadOlder() : loadNewer());
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
    let [height, top] = [0, 0];
    const scrolled = (): void => {
      if (pane === null) return;
      // By wheel, key, scroll bar or a screen reader: contents that move by themselves change the height.
      if (pane.scrollHeight === height && pane.scrollTop !== top) moved.current = true;
      [height, top] = [pane.scrollHeight, pane.scrollTop];
      look();
    };
    pane?.addEventListener('scroll', scrolled, { passive: true });
    return () => pane?.removeEventListener('scroll', scrolled);
  }, [log]);

  const first = messages[0]?.id;
  const end = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another window is an occasion to look
  useEffect(() => {
    busy.current = false;
    const frame = requestAnimationFrame(() => look());
    return () => cancelAnimationFrame(frame);
  }, [hasOlder, hasNewer, first, end]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever has left the end may be at the top
  useEffect(() => look(), [atEnd]);
}
