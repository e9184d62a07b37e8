import { useMemo, useState } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import { compareOrder, type Ordered } from '../../../core/order.ts';
import { jumpTo } from '../../state/jump.ts';
import { useMirror } from '../../state/mirror.ts';
import { heardPlaces, sideOf } from './reading.ts';

/** Late messages that the reader has not had in view. */
export type Unnoticed = {
  readonly count: number;
  /** Where the oldest of them is, to which `show` leads. */
  readonly above: boolean;
  readonly show: () => void;
};

/**
 * Watches for messages that arrive late, and so take a place which the reader may be past, in the
 * window or before it.
 *
 * What people say who are muted or blocked is no news. Those that are there when the timeline opens are not news. Whoever has been led to the oldest
 * knows of all, and finds them marked: after a long split they may be hundreds.
 */
export function useLate(
  inSight: readonly ChatMessage[],
  held: readonly ChatMessage[],
): Unnoticed | null {
  const all = useMirror((mirror) => mirror.chat.late);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const late = useMemo(() => heardPlaces(all, contacts), [all, contacts]);
  const [noticed, setNoticed] = useState<ReadonlySet<EntryId>>(
    () => new Set(all.map(({ id }) => id)),
  );
  const seen = inSight.filter((message) => message.late && !noticed.has(message.id));
  if (seen.length > 0) setNoticed(new Set([...noticed, ...seen.map(({ id }) => id)]));
  const unnoticed = late.filter(({ id }) => !noticed.has(id));
  const [oldest] = unnoticed.toSorted(compareOrder) as [Ordered?];
  if (oldest === undefined) return null;
  const side = sideOf(oldest, inSight, held);
  if (side === 'here') return null;
  const show = (): void => {
    setNoticed(new Set(all.map(({ id }) => id)));
    void jumpTo(oldest.id);
  };
  return { count: unnoticed.length, above: side === 'above', show };
}
