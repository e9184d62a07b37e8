import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import { messagesInSight } from './sight.ts';

/**
 * The messages that are in the pane, from the top: looked at once a frame while that can change.
 * `shown` changes with what the pane holds.
 */
export function useSight(
  log: RefObject<HTMLElement | null>,
  messages: readonly ChatMessage[],
  shown: unknown,
): readonly ChatMessage[] {
  const [ids, setIds] = useState<readonly EntryId[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other contents are an occasion to look
  useEffect(() => {
    const pane = log.current;
    if (pane === null) return;
    let frame = 0;
    function lookSoon(): void {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (pane === null) return;
        const found = messagesInSight(pane);
        if (found === null) lookSoon();
        else setIds((were) => (were.join() === found.join() ? were : found));
      });
    }
    lookSoon();
    const sizes = new ResizeObserver(lookSoon);
    sizes.observe(pane);
    pane.addEventListener('scroll', lookSoon, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      pane.removeEventListener('scroll', lookSoon);
    };
  }, [log, shown]);
  return useMemo(() => {
    const inSight = new Set(ids);
    return messages.filter(({ id }) => inSight.has(id));
  }, [messages, ids]);
}
