import { useEffect, useRef } from 'react';
import { attempt } from '../../state/attempt.ts';

/** Main is told again no sooner than this, in ms: it tells the others every few seconds only. */
const TELL_EVERY_MS = 1_000;

/** Tells main while a message is being written. What is there already, or is a command, is none. */
export function useTyping(draft: string): void {
  const last = useRef({ draft, at: Number.NEGATIVE_INFINITY, on: false });
  useEffect(() => {
    const { current } = last;
    if (draft === current.draft) return;
    current.draft = draft;
    const on = draft.trim() !== '' && !/^\/(?!\/)/.test(draft);
    const now = performance.now();
    if (on === current.on && (!on || now - current.at < TELL_EVERY_MS)) return;
    Object.assign(current, { on, at: now });
    void attempt(window.parley.typing(on));
  }, [draft]);
}
