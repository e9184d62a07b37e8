import type { ChatMessage } from '../../core/events.ts';
import type { EntryId } from '../../core/ids.ts';
import { type Mirror, useMirror } from './mirror.ts';

/** A message that is on the page, as it is now; null where it is not. */
export function useMessage(id: EntryId | null): ChatMessage | null {
  return useMirror((mirror) => (id === null ? null : messageIn(mirror, id)));
}

export function messageNow(id: EntryId): ChatMessage | null {
  return messageIn(useMirror.getState(), id);
}

/** The last message of one's own that can be changed. */
export function lastOwnMessage(): ChatMessage | null {
  return useMirror.getState().chat.messages.findLast(canEdit) ?? null;
}

/** Whether a message is one's own, and has a text. */
export function canEdit({ own, deleted, form }: ChatMessage): boolean {
  return own && !deleted && form !== 'unknown';
}

function messageIn({ chat }: Mirror, id: EntryId): ChatMessage | null {
  return chat.messages.findLast((message) => message.id === id) ?? null;
}
