import { type RefObject, useLayoutEffect } from 'react';
import { useJump } from '../../state/jump.ts';

/** Leads to a message that somebody asked for, once it is there. `shown` changes with the contents. */
export function useJumping(log: RefObject<HTMLElement | null>, shown: unknown): void {
  const to = useJump((jump) => jump.to);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it may be there now
  useLayoutEffect(() => {
    if (to === null) return;
    const row = log.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(to)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
    useJump.setState({ to: null });
  }, [log, to, shown]);
}
