import type { ChatMessage, Healing, PeerRef, Split } from './events.ts';
import type { MessageWindow } from './window.ts';

/** A line in the timeline about somebody's coming or going, or that of several at once. */
export type Notice =
  | {
      readonly kind: 'created' | 'joined' | 'left' | 'lost' | 'back';
      readonly peer: PeerRef;
    }
  /** Somebody, oneself perhaps, goes by another name than before. */
  | { readonly kind: 'renamed'; readonly peer: PeerRef; readonly was: string }
  | ({ readonly kind: 'split' } & Split)
  | ({ readonly kind: 'healed' } & Healing);

export type NoticeItem = {
  readonly type: 'notice';
  readonly key: string;
  /** When it happened, ms since 1970. */
  readonly at: number;
  /** Where it stands: after every message shown by then, though their clocks may be ahead. */
  readonly place: number;
  readonly notice: Notice;
};

export type TimelineItem =
  | { readonly type: 'message'; readonly key: string; readonly message: ChatMessage }
  | NoticeItem;

/** What a timeline is made of: a window on the messages, and all notices. */
type Parts = Pick<MessageWindow, 'messages' | 'hasOlder' | 'hasNewer'> & {
  readonly notices: readonly NoticeItem[];
};

/** The merge made last of each window, since a screen asks for it at every change of anything. */
const merges = new WeakMap<
  readonly ChatMessage[],
  { readonly parts: Parts; readonly items: readonly TimelineItem[] }
>();

/** The messages in the window, and the notices among them: the same list while both are the same. */
export function timelineOf(parts: Parts): readonly TimelineItem[] {
  const known = merges.get(parts.messages);
  if (known !== undefined && isSame(known.parts, parts)) return known.items;
  const { messages, notices, hasOlder, hasNewer } = parts;
  const items = merge(messages, noticesAmong({ messages, notices, hasOlder, hasNewer }));
  merges.set(messages, { parts: { messages, notices, hasOlder, hasNewer }, items });
  return items;
}

function isSame(a: Parts, b: Parts): boolean {
  return a.notices === b.notices && a.hasOlder === b.hasOlder && a.hasNewer === b.hasNewer;
}

/** Notices within the window, and beyond an end of it only where no message lies beyond. */
function noticesAmong({ messages, notices, hasOlder, hasNewer }: Parts): readonly NoticeItem[] {
  const first = hasOlder ? messages[0]?.hlc[0] : undefined;
  const last = hasNewer ? messages.at(-1)?.hlc[0] : undefined;
  return notices.filter(
    ({ place }) =>
      place >= (first ?? Number.NEGATIVE_INFINITY) && place < (last ?? Number.POSITIVE_INFINITY),
  );
}

/** Notices stand where they happened here, after messages of the same millisecond. */
function merge(
  messages: readonly ChatMessage[],
  notices: readonly NoticeItem[],
): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let next = 0;
  for (const message of messages) {
    for (let notice = notices[next]; notice && notice.place < message.hlc[0]; ) {
      items.push(notice);
      next += 1;
      notice = notices[next];
    }
    items.push({ type: 'message', key: message.id, message });
  }
  return [...items, ...notices.slice(next)];
}
