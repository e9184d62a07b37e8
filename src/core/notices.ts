import type { PeerRef, Split } from './events.ts';
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
 * Drops what was said of the same person's name a moment ago, and tells what they were called before
 * that: whoever tries out names fills no room.
 */
export function foldRename(
  notices: readonly NoticeItem[],
  at: number,
  { id }: PeerRef,
  was: string,
): { readonly notices: readonly NoticeItem[]; readonly since: string } {
  let since = was;
  const kept = notices.filter(({ notice, at: told }) => {
    const same = notice.kind === 'renamed' && notice.peer.id === id && at - told < FLAP_WINDOW_MS;
    if (same) since = notice.was;
    return !same;
  });
  return { notices: kept, since };
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
