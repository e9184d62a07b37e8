import type { Split } from './events.ts';
import type { Notice, NoticeItem } from './timeline.ts';

/** Somebody who comes and goes gets one pair of notices in this time, not a room full. */
const FLAP_WINDOW_MS = 60_000;
/**
 * Drops the previous going and coming of the same person where another begins soon after: of a link
 * that is bad, or of somebody who says goodbye each time.
 */
export function foldFlapping(
  notices: readonly NoticeItem[],
  at: number,
  notice: Notice,
): readonly NoticeItem[] {
  if (notice.kind !== 'lost' && notice.kind !== 'left') return notices;
  const recent = (item: NoticeItem, kind: Notice['kind']): boolean =>
    item.notice.kind === kind &&
    'peer' in item.notice &&
    item.notice.peer.id === notice.peer.id &&
    at - item.at < FLAP_WINDOW_MS;
  const again = notices.some((item) => recent(item, notice.kind));
  if (notice.kind === 'left' && !again) return notices;
  return notices.filter((item) => !recent(item, notice.kind) && !recent(item, 'back'));
}

/**
 * Drops what the sentence about a split replaces: the losses that it is made of, what was said of
 * it before, and a split that healed just now, so that a weak network does not fill the room.
 */
export function foldSplit(
  notices: readonly NoticeItem[],
  at: number,
  { unreachable, since }: Split,
): readonly NoticeItem[] {
  const ids = new Set(unreachable.map(({ id }) => id));
  const flapped = new Set(
    notices.flatMap((item) =>
      item.notice.kind === 'healed' && at - item.at < FLAP_WINDOW_MS ? [item.notice.since] : [],
    ),
  );
  return notices.filter((item) => {
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
