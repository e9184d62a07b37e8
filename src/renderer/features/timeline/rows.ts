import { type Contacts, isDoubted } from '../../../core/contacts.ts';
import type { ChatMessage } from '../../../core/events.ts';
import { compareOrder, type Ordered } from '../../../core/order.ts';
import type { Notice, NoticeItem, TimelineItem } from '../../../core/timeline.ts';
import { startOfDay } from '../../ui/dates.ts';
import { isComing } from './comings.ts';

/** Messages of one author within this time stand together under one name. */
const GROUP_WINDOW_MS = 5 * 60_000;

/** Key of the line before what is unread: there is one at most. */
const UNREAD = 'unread';

/** What the timeline shows, line by line: the items, and a line wherever a new day begins. */
export type Row =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | {
      readonly type: 'message';
      readonly key: string;
      readonly message: ChatMessage;
      /** Opens a run of messages by the same author, and so carries name and face. */
      readonly opens: boolean;
      /** Ends such a run, and so shows who has it, where it is one's own. */
      readonly closes: boolean;
      /** The newest message of one's own. */
      readonly newestOwn: boolean;
      /** Opens the newest run of somebody else. */
      readonly newestOther: boolean;
    }
  | {
      /** What somebody says who is muted, until there is something else in between. */
      readonly type: 'muted';
      readonly key: string;
      readonly messages: readonly ChatMessage[];
    }
  | { readonly type: 'notice'; readonly key: string; readonly notice: Notice }
  | {
      /** Comings and goings with nothing in between, at least two. */
      readonly type: 'comings';
      readonly key: string;
      readonly notices: readonly NoticeItem[];
    }
  /** What follows was not read when the reader came back. */
  | { readonly type: 'unread'; readonly key: string };

/**
 * Lays the timeline out in rows.
 *
 * Days and runs follow the order's clock, not the author's: that may be wrong by years, and would
 * cut the timeline to pieces.
 */
export function rowsOf(
  timeline: readonly TimelineItem[],
  contacts: Contacts = {},
  unread: Ordered | null = null,
): readonly Row[] {
  const rows: Row[] = [];
  let day = Number.NEGATIVE_INFINITY;
  let previous: ChatMessage | null = null;
  let mutedRun: ChatMessage[] = [];
  let comings: NoticeItem[] = [];
  let line = unread;
  const newestOwn = timeline.findLast((item) => item.type === 'message' && item.message.own)?.key;
  for (const item of timeline) {
    const at = item.type === 'message' ? item.message.hlc[0] : item.place;
    const itsDay = startOfDay(at);
    if (itsDay > day) {
      day = itsDay;
      previous = null;
      rows.push({ type: 'day', key: `d${itsDay}`, at: itsDay });
    }
    if (item.type === 'notice') {
      const last = rows.at(-1);
      const folds = isComing(item.notice);
      if (folds && last?.type === 'comings') {
        comings.push(item);
      } else if (folds && last?.type === 'notice' && comings.at(-1)?.key === last.key) {
        comings.push(item);
        rows[rows.length - 1] = { type: 'comings', key: last.key, notices: comings };
      } else {
        comings = folds ? [item] : [];
        rows.push({ type: 'notice', key: item.key, notice: item.notice });
      }
      previous = null;
    } else {
      const { key, message } = item;
      if (line !== null && compareOrder(message, line) >= 0) {
        rows.push({ type: 'unread', key: UNREAD });
        line = null;
        previous = null;
      }
      const contact = contacts[message.author.id];
      const last = rows.at(-1);
      if (contact?.muted) {
        if (last?.type !== 'muted' || mutedRun[0]?.author.id !== message.author.id) {
          mutedRun = [];
          rows.push({ type: 'muted', key: `m${key}`, messages: mutedRun });
        }
        // Not copied for each: a flood is what people mute.
        mutedRun.push(message);
        previous = null;
        continue;
      }
      // Of whoever has come with another's name, each message says so.
      const opens = isDoubted(contact) || !continues(previous, message);
      if (!opens && last?.type === 'message') rows[rows.length - 1] = { ...last, closes: false };
      const isNewestOwn = key === newestOwn;
      rows.push({
        ...{ type: 'message', key, message, opens, closes: true },
        ...{ newestOwn: isNewestOwn, newestOther: false },
      });
      previous = message;
    }
  }
  return withNewestOther(rows);
}

function withNewestOther(rows: readonly Row[]): readonly Row[] {
  const at = rows.findLastIndex((row) => row.type === 'message' && row.opens && !row.message.own);
  return rows.map((row, i) =>
    i === at && row.type === 'message' ? { ...row, newestOther: true } : row,
  );
}

function continues(previous: ChatMessage | null, message: ChatMessage): boolean {
  return (
    previous !== null &&
    previous.author.id === message.author.id &&
    message.hlc[0] - previous.hlc[0] < GROUP_WINDOW_MS
  );
}
