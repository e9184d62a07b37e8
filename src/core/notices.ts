import type { Split } from './events.ts';
import type { Notice, TimelineItem } from './state.ts';

/** Somebody whose link comes and goes gets one pair of notices in this time, not a room full. */
const FLAP_WINDOW_MS = 60_000;
/** Drops the previous lost/back pair about the same person where a new pair begins soon after. */
export function foldFlapping(
  timeline: readonly TimelineItem[],
  at: number,
  notice: Notice,
): readonly TimelineItem[] {
  if (notice.kind !== 'lost') return timeline;
  const stale = (item: TimelineItem): boolean =>
    item.type === 'notice' &&
    (item.notice.kind === 'lost' || item.notice.kind === 'back') &&
    item.notice.peer.id === notice.peer.id &&
    at - item.at < FLAP_WINDOW_MS;
  return timeline.some(stale) ? timeline.filter((item) => !stale(item)) : timeline;
}

/**
 * Drops what the sentence about a split replaces: the losses that it is made of, what was said of
 * it before, and a split that healed just now, so that a weak network does not fill the room.
 */
export function foldSplit(
  timeline: readonly TimelineItem[],
  at: number,
  { unreachable, since }: Split,
): readonly TimelineItem[] {
  const ids = new Set(unreachable.map(({ id }) => id));
  const flapped = new Set(
    timeline.flatMap((item) =>
      item.type === 'notice' && item.notice.kind === 'healed' && at - item.at < FLAP_WINDOW_MS
        ? [item.notice.since]
        : [],
    ),
  );
  return timeline.filter((item) => {
    if (item.type !== 'notice') return true;
    const { notice } = item;
    switch (notice.kind) {
      case 'lost':
      case 'back':
        return item.at < since || !ids.has(notice.peer.id);
      case 'split':
      case 'healed':
        return notice.since !== since && !flapped.has(notice.since);
      default:
        return true;
    }
  });
}
