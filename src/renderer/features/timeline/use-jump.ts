import { type RefObject, useLayoutEffect } from 'react';
import { laidOut, useJump } from '../../state/jump.ts';

/** Leads to a message that somebody asked for, once it is there. `shown` changes with the contents. */
export function useJumping(log: RefObject<HTMLElement | null>, shown: unknown): void {
  const { to, there } = useJump();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it may be there now
  useLayoutEffect(() => {
    if (to === null) return;
    const row = log.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(to)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
    laidOut(row != null);
  }, [log, to, there, shown]);
}
