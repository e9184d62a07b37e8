import type { ChatMessage } from '../../src/core/events.ts';

/** What most messages are: texts as they were said. */
export const PLAIN = {
  form: 'text',
  quote: null,
  editedAt: null,
  deleted: false,
  reactions: [],
  changedBy: null,
} as const satisfies Partial<ChatMessage>;
