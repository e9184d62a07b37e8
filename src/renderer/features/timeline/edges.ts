import { PAGE_MESSAGES, WINDOW_MESSAGES } from '../../../core/window.ts';

/** A page is asked for when so many screens are left before the reader: it is drawn before they come. */
const SCREENS_AHEAD = 4;

/** One end of the window. */
export type Edge = 'older' | 'newer';

/** What decides whether a page is asked for, and at which end it is to be joined. */
export type Outlook = {
  /** Messages in the window, whether they are shown or not. */
  readonly count: number;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The reader is at the newest message. */
  readonly atEnd: boolean;
  /** How much is drawn above and below what is in the pane, and the pane's height, in CSS pixels. */
  readonly above: number;
  readonly below: number;
  readonly screen: number;
  /** Where the last page was joined. */
  readonly last: Edge | null;
  /** The reader has moved since then. */
  readonly moved: boolean;
};

/**
 * At which end a page is to be joined, so that the reader does not come to it.
 *
 * A full window gives way at the other end. Where little of it is shown, because somebody is blocked
 * or folded, both ends are near: then what nobody asked for must not turn round, nor take away the
 * newest from whoever is there, or pages would come and go for ever.
 */
export function nextEdge(outlook: Outlook): Edge | null {
  const { count, hasOlder, hasNewer, atEnd, above, below, screen, last, moved } = outlook;
  const ahead = SCREENS_AHEAD * screen;
  const isFull = count + PAGE_MESSAGES > WINDOW_MESSAGES;
  const older = hasOlder && above < ahead && !(isFull && atEnd);
  const newer = hasNewer && below < ahead;
  if (older && newer) return isFull ? (last ?? 'older') : 'older';
  if (!older && !newer) return null;
  const next = older ? 'older' : 'newer';
  const turns = last !== null && last !== next;
  return isFull && turns && !moved ? null : next;
}
