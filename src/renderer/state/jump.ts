import { create } from 'zustand';
import type { EntryId } from '../../core/ids.ts';
import { type Failure, ok, type Result } from '../../core/result.ts';
import { attempt } from './attempt.ts';
import { useMirror } from './mirror.ts';

type Jump = {
  /** The message to which the reader is sent; null once the timeline has shown it. */
  readonly to: EntryId | null;
  /** The window is where the message stands: it is drawn now, or is not to be shown. */
  readonly there: boolean;
};

const NOWHERE: Jump = { to: null, there: false };

export const useJump = create<Jump>()(() => NOWHERE);

/** Leads to a message, wherever it stands: what is quoted, what came late, what was found. */
export async function jumpTo(id: EntryId): Promise<Result<null, Failure>> {
  const { messages } = useMirror.getState().chat;
  const here = messages.some((message) => message.id === id);
  useJump.setState({ to: id, there: here });
  if (here) return ok(null);
  const shown = await attempt(window.parley.showAround(id));
  // They may have gone somewhere else meanwhile.
  if (useJump.getState().to === id) useJump.setState(shown.ok ? { there: true } : NOWHERE);
  return shown;
}

/** The timeline has been laid out, with the message or without it: nobody is sent there later. */
export function laidOut(drawn: boolean): void {
  if (drawn || useJump.getState().there) useJump.setState(NOWHERE);
}
