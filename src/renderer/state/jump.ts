import { create } from 'zustand';
import type { EntryId } from '../../core/ids.ts';
import { type Failure, ok, type Result } from '../../core/result.ts';
import { attempt } from './attempt.ts';
import { useMirror } from './mirror.ts';

/** The message to which the reader is sent; null once the timeline has shown it. */
export const useJump = create<{ readonly to: EntryId | null }>()(() => ({ to: null }));

/** Leads to a message, wherever it stands: what is quoted, what came late, what was found. */
export async function jumpTo(id: EntryId): Promise<Result<null, Failure>> {
  const { messages } = useMirror.getState().chat;
  const here = messages.some((message) => message.id === id);
  useJump.setState({ to: id });
  const shown = here ? ok(null) : await attempt(window.parley.showAround(id));
  if (!shown.ok) useJump.setState({ to: null });
  return shown;
}
