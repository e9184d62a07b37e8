import { type Contacts, isQuietContact } from '../../../core/contacts.ts';
import { type EntryId, type LogId, splitEntryId, splitLogId } from '../../../core/ids.ts';
import { compareOrder, type Ordered } from '../../../core/order.ts';
import type { MessageWindow } from '../../../core/window.ts';

type Shown = Pick<MessageWindow, 'messages' | 'hasOlder'>;

/**
 * Which of the messages that were before somebody's eyes count as read: of each log those before
 * which nothing unread was passed over, because a log is read up to a place. Whoever jumps to the
 * end has not read what lies between.
 *
 * `first` is what stands first of all that is unread.
 */
export function readOf(
  { messages, hasOlder }: Shown,
  first: Ordered,
  viewed: ReadonlySet<EntryId>,
): readonly EntryId[] {
  const start = messages.findIndex((message) => compareOrder(message, first) >= 0);
  // What is unread begins before the window: whether of these authors is not known here.
  if (start < 0 || (start === 0 && hasOlder && messages[0]?.id !== first.id)) return [];
  const passedOver = new Set<LogId>();
  const read: EntryId[] = [];
  for (const { id, own } of messages.slice(start)) {
    const [log] = splitEntryId(id);
    if (own || passedOver.has(log)) continue;
    if (viewed.has(id)) read.push(id);
    else passedOver.add(log);
  }
  return read;
}

/** Of places in the timeline those of people who are heard: neither muted nor blocked. */
export function heardPlaces(places: readonly Ordered[], contacts: Contacts): readonly Ordered[] {
  return places.filter(({ id }) => {
    const { author } = splitLogId(splitEntryId(id)[0]);
    return !isQuietContact(contacts[author]);
  });
}

/** Where something stands for a reader who sees these messages, from the top. */
export type Side = 'above' | 'here' | 'below';

/** Where nothing in the pane is a message that is shown, by all that the window holds. */
export function sideOf(
  place: Ordered,
  seen: readonly Ordered[],
  held: readonly Ordered[] = [],
): Side {
  const [first, last] = seen.length > 0 ? [seen[0], seen.at(-1)] : [held[0], held.at(-1)];
  if (first === undefined || last === undefined) return 'here';
  if (compareOrder(place, first) < 0) return 'above';
  return compareOrder(place, last) > 0 ? 'below' : 'here';
}

/** What decides where the line before unread messages stands. */
export type Presence = {
  /** What stands first of all that is unread. */
  readonly first: Ordered | null;
  /** The window is looked at, and was not before. */
  readonly cameBack: boolean;
  /** Nobody looks, or they read further up: what comes now is not seen at once. */
  readonly away: boolean;
};

/**
 * The line stays while one reads, and is set anew when one comes back. Whoever is there when
 * something is said needs none.
 */
export function nextLine(
  line: Ordered | null,
  { first, cameBack, away }: Presence,
): Ordered | null {
  if (cameBack) return first;
  if (first === null || !away) return line;
  return line === null || compareOrder(first, line) < 0 ? first : line;
}
