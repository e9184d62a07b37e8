import { bareEmoji, type Change } from './content.ts';
import { type Entry, orderOf } from './entry.ts';
import type { Reaction } from './events.ts';
import type { EntryId, PeerId } from './ids.ts';
import { compareOrder, type Ordered } from './order.ts';

/** So many of the last reactions of each person to one message count, put on or taken off. */
export const MAX_MARKS_EACH = 64;
/** People whose reactions to one message count, in order of their ids: more than a group is meant for. */
export const MAX_REACTORS = 128;

type Edit = { readonly order: Ordered; readonly text: string; readonly at: number };
type Mark = { readonly order: Ordered; readonly emoji: string; readonly on: boolean };

/** Whether somebody may do this to the entry that it is about: only its author edits and deletes it. */
export function isRightful({ author }: Entry, change: Change): boolean {
  return change.is === 'react' || change.of.startsWith(`${author}.`);
}

/**
 * All that has been done to one message. The same follows from the same changes, in whatever order
 * they arrive and however often: of edits the last counts, of each person's word on an emoji too, and
 * a deletion is for ever.
 */
export class Amendments {
  #deleted = false;
  #edit: Edit | null = null;
  #last: Ordered | null = null;
  readonly #marks = new Map<PeerId, Mark[]>();

  get deleted(): boolean {
    return this.#deleted;
  }

  /** The last text that was put in the place of the first. */
  get edit(): { readonly text: string; readonly at: number } | null {
    return this.#edit;
  }

  /** The author's newest edit or deletion. */
  get last(): EntryId | null {
    return this.#last?.id ?? null;
  }

  /** Who has put what on it, in the order of their doing. */
  get reactions(): readonly Reaction[] {
    const on = [...this.#marks]
      .flatMap(([by, marks]) => lastOfEach(marks).map((mark) => ({ ...mark, by })))
      .filter((mark) => mark.on)
      .sort((a, b) => compareOrder(a.order, b.order));
    const byEmoji = new Map<string, { readonly emoji: string; readonly by: PeerId[] }>();
    for (const { emoji, by } of on) {
      const reaction = byEmoji.get(bareEmoji(emoji)) ?? { emoji, by: [] };
      reaction.by.push(by);
      byEmoji.set(bareEmoji(emoji), reaction);
    }
    return [...byEmoji.values()];
  }

  /** Takes in a change of this message. */
  take(entry: Entry, change: Change): void {
    if (!isRightful(entry, change)) return;
    const order = orderOf(entry);
    if (change.is === 'react') {
      this.#mark(entry.author, { ...change, order });
      return;
    }
    if (isLater(order, this.#last)) this.#last = order;
    if (change.is === 'delete') this.#deleted = true;
    else if (isLater(order, this.#edit?.order ?? null)) {
      this.#edit = { order, text: change.text, at: entry.sentAt };
    }
  }

  /** Those left out are earlier than all that stay, and so they would be at any time. */
  #mark(by: PeerId, { order, emoji, on }: Mark): void {
    const marks = this.#marks.get(by) ?? [];
    if (marks.some((mark) => compareOrder(mark.order, order) === 0)) return;
    const all = [...marks, { order, emoji, on }].sort((a, b) => compareOrder(a.order, b.order));
    this.#marks.set(by, all.slice(-MAX_MARKS_EACH));
    if (this.#marks.size <= MAX_REACTORS) return;
    const [last] = [...this.#marks.keys()].sort().toReversed();
    if (last !== undefined) this.#marks.delete(last);
  }
}

/** The last word on each emoji. */
function lastOfEach(marks: readonly Mark[]): readonly Mark[] {
  return [...new Map(marks.map((mark) => [bareEmoji(mark.emoji), mark])).values()];
}

function isLater(order: Ordered, before: Ordered | null): boolean {
  return before === null || compareOrder(order, before) > 0;
}
