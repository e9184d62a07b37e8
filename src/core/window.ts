import type { ChatMessage } from './events.ts';
import type { EntryId } from './ids.ts';
import { compareOrder, type Ordered } from './order.ts';

/** Which stretch a page of messages is: it takes the window's place, or is joined to one end of it. */
export type Where = 'newest' | 'around' | 'older' | 'newer';

/** Where a reader goes, and so which page is to be read. */
export type Going =
  | { readonly to: Exclude<Where, 'around'> }
  | { readonly to: 'around'; readonly id: EntryId };

/** A page of messages read from the store, and whether more is stored on either side of it. */
export type Page = {
  /** In display order, oldest first. */
  readonly messages: readonly ChatMessage[];
  readonly where: Where;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

/**
 * The stretch of what is stored that a screen holds: some screens of messages with no gap, however
 * many there are. Everything else is read again when somebody goes there.
 */
export type MessageWindow = {
  /** In display order. */
  readonly messages: readonly ChatMessage[];
  /** More is stored here before the first of them, or after the last. */
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The reader is at the end and stays there when more is said. */
  readonly following: boolean;
  /** What came late since this start and has a place anywhere, as it came. */
  readonly late: readonly Ordered[];
};

export const EMPTY_WINDOW: MessageWindow = {
  messages: [],
  hasOlder: false,
  hasNewer: false,
  following: true,
  late: [],
};

/** Read at once where the reader goes on: drawn in half of the 50 ms that a frame may take. */
export const PAGE_MESSAGES = 40;
/** Most messages that a page leaves in the window: about twelve screens, so that ends are far off. */
export const WINDOW_MESSAGES = 600;
/** Most with what has been said since. */
const MAX_MESSAGES = 700;
/**
 * Most for whoever follows the end, and what they are cut to: seldom, and then by many, since each
 * cut moves the rest. Four screens and more lie above, and further up is read again.
 */
const MAX_FOLLOWED = 280;
const FOLLOWED_MESSAGES = 200;
/** Late messages remembered. Of more, the newest arrivals: they are looked for, not counted. */
const MAX_LATE = 1_000;

/** A new message takes its place, unless that is beyond an end of the window where more is stored. */
export function withMessage<W extends MessageWindow>(window: W, message: ChatMessage): W {
  return withMessages(window, [message]);
}

/** The same for some that are told together, one after the other: the window is copied once for all. */
export function withMessages<W extends MessageWindow>(window: W, told: readonly ChatMessage[]): W {
  const { following, hasNewer } = window;
  const draft: Draft = { messages: window.messages.slice(), hasOlder: window.hasOlder, hasNewer };
  const late: Ordered[] = [];
  let changed = false;
  for (const message of told) {
    const place = placeOf(message, draft.messages);
    const isNew = place >= 0;
    if (isNew && message.late) late.push({ id: message.id, hlc: message.hlc });
    if (isNew && isBeyond(place, draft)) continue;
    changed = true;
    if (isNew) {
      draft.messages.splice(place, 0, message);
      cut(draft, place, following);
    } else {
      // Told again, after a page that had it: what is told later is truer.
      amend(draft.messages, message);
    }
  }
  const known = late.length === 0 ? window : withLate(window, late);
  return changed ? { ...known, ...draft } : known;
}

/** A message anew takes the place of what it was; nothing where it is not in the window. */
export function withAmended<W extends MessageWindow>(window: W, message: ChatMessage): W {
  const messages = window.messages.slice();
  return amend(messages, message) ? { ...window, messages } : window;
}

/** A page takes the window's place, or joins it; then the other end gives way. */
export function withPage<W extends MessageWindow>(window: W, page: Page): W {
  const { hasOlder, hasNewer } = page;
  const read = marked(page.messages, window.late);
  switch (page.where) {
    case 'newest':
    case 'around': {
      const following = page.where === 'newest';
      return { ...window, messages: inOrder(read), hasOlder, hasNewer, following };
    }
    case 'older': {
      const all = inOrder([...read, ...window.messages]);
      const messages = all.slice(0, WINDOW_MESSAGES);
      const trimmed = messages.length < all.length;
      return { ...window, messages, hasOlder, hasNewer: window.hasNewer || trimmed };
    }
    case 'newer': {
      const all = inOrder([...window.messages, ...read]);
      const messages = all.slice(-WINDOW_MESSAGES);
      const trimmed = messages.length < all.length;
      return { ...window, messages, hasNewer, hasOlder: window.hasOlder || trimmed };
    }
  }
}

/** Where a message belongs: how many are before it. -1 where it is there. */
function placeOf(message: ChatMessage, messages: readonly ChatMessage[]): number {
  let [low, high] = [0, messages.length];
  // Nearly always it is the newest: one comparison.
  let middle = high - 1;
  while (low < high) {
    const order = compareOrder(messages[middle] as ChatMessage, message); // low <= middle < high
    if (order === 0) return -1;
    if (order < 0) low = middle + 1;
    else high = middle;
    middle = (low + high) >> 1;
  }
  return low;
}

/** What becomes of a window while messages take their places in it. */
type Draft = { messages: ChatMessage[]; hasOlder: boolean; hasNewer: boolean };

function isBeyond(place: number, { messages, hasOlder, hasNewer }: Draft): boolean {
  if (messages.length === 0) return false;
  return (place === 0 && hasOlder) || (place === messages.length && hasNewer);
}

/** Puts a message in the place of what it was; false where it is not there. */
function amend(messages: ChatMessage[], message: ChatMessage): boolean {
  const place = messages.findLastIndex(({ id }) => id === message.id);
  const before = messages[place];
  if (before === undefined) return false;
  messages[place] = { ...message, late: before.late };
  return true;
}

/**
 * Too many give way: the oldest, where the reader is at the end; else whatever is furthest from what
 * has come, one by one, so that nothing moves where they may be reading.
 */
function cut(draft: Draft, place: number, following: boolean): void {
  const { messages, hasNewer } = draft;
  const atEnd = following && !hasNewer;
  if (messages.length <= (atEnd ? MAX_FOLLOWED : MAX_MESSAGES)) return;
  if (atEnd) {
    messages.splice(0, messages.length - FOLLOWED_MESSAGES);
    draft.hasOlder = true;
  } else if (place < messages.length / 2) {
    messages.shift();
    draft.hasOlder = true;
  } else {
    messages.pop();
    draft.hasNewer = true;
  }
}

function withLate<W extends MessageWindow>(window: W, late: readonly Ordered[]): W {
  return { ...window, late: [...window.late, ...late].slice(-MAX_LATE) };
}

/** Read again, a message that came late is marked as before. */
function marked(
  messages: readonly ChatMessage[],
  late: readonly Ordered[],
): readonly ChatMessage[] {
  if (late.length === 0) return messages;
  const ids = new Set(late.map(({ id }) => id));
  return messages.map((message) => (ids.has(message.id) ? { ...message, late: true } : message));
}

/** In display order, each once. Where two are the same, the one that came first stays. */
function inOrder(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const sorted = messages.toSorted(compareOrder);
  return sorted.filter((message, i) => message.id !== sorted[i - 1]?.id);
}
