import type { Ordered } from './order.ts';

/** So many are counted; of more it is only said that there are more. */
export const MAX_UNREAD = 10_000;

/** What others have said that was not seen here yet. */
export type Unread = {
  /** At most one more than {@link MAX_UNREAD}, which says that there are more than that. */
  readonly count: number;
  /** The one that stands first in the timeline. */
  readonly first: Ordered | null;
};

export const NONE_UNREAD: Unread = { count: 0, first: null };
