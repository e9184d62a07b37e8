import type { ChatMessage } from '../../../core/events.ts';
import { compareOrder, type Ordered } from '../../../core/order.ts';
import type { MessageWindow } from '../../../core/window.ts';

type End = Pick<MessageWindow, 'messages' | 'hasNewer'>;

/** The newest message of the window, where nothing newer is stored; null where the end is elsewhere. */
export type Newest = Ordered | 'none' | null;

export function newestOf({ messages, hasNewer }: End): Newest {
  return hasNewer ? null : (messages.at(-1) ?? 'none');
}

/**
 * What has been said at the end since it was seen last: of others, and not what came late. Pages that
 * are loaded, and a way back to the end, bring nothing new.
 *
 * `heard`: of what is in the window that of people who are neither muted nor blocked.
 */
export function newsSince(
  last: Newest,
  end: End,
  heard: readonly ChatMessage[],
): readonly ChatMessage[] {
  if (last === null || end.hasNewer) return [];
  const from = last === 'none' ? 0 : heard.findLastIndex((one) => compareOrder(one, last) <= 0) + 1;
  return heard.slice(from).filter(({ own, late }) => !own && !late);
}
