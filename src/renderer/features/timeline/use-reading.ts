import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import type { Ordered } from '../../../core/order.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { nextLine, readOf } from './reading.ts';
import { useAttention } from './use-attention.ts';

/** Tells main what was really before somebody's eyes, and thereby read. `heard`: what may be unread. */
export function useReading(heard: readonly ChatMessage[], inSight: readonly ChatMessage[]): void {
  const attention = useAttention();
  const unread = useMirror((mirror) => mirror.chat.unread.first);
  const hasOlder = useMirror((mirror) => mirror.chat.hasOlder);
  const viewed = useRef<ReadonlySet<EntryId>>(new Set());
  const told = useRef<ReadonlySet<EntryId>>(new Set());

  useEffect(() => {
    if (!attention) return;
    const here = new Set(heard.map(({ id }) => id));
    const kept = [...viewed.current].filter((id) => here.has(id));
    viewed.current = new Set([...kept, ...inSight.map(({ id }) => id)]);
    if (unread === null) return;
    const read = readOf({ messages: heard, hasOlder }, unread, viewed.current);
    const fresh = read.filter((id) => !told.current.has(id));
    const known = read.filter((id) => told.current.has(id));
    told.current = new Set(known);
    if (fresh.length === 0) return;
    void attempt(window.parley.seen(fresh)).then(({ ok }) => {
      // What was not taken is told again with what is read next.
      if (ok) told.current = new Set([...told.current, ...fresh]);
    });
  }, [attention, heard, inSight, unread, hasOlder]);
}

/** Whoever says so has read all that is here, in the window or before it. */
export function markRead(): void {
  void attempt(window.parley.seenAll());
}

/** Before which message the line stands that parts what was read from what was not. */
export function useUnreadLine(atEnd: boolean): Ordered | null {
  const attention = useAttention();
  const first = useMirror((mirror) => mirror.chat.unread.first);
  const [was, setWas] = useState<{ readonly line: Ordered | null; readonly attention: boolean }>({
    line: first,
    attention,
  });
  const cameBack = attention && !was.attention;
  const line = nextLine(was.line, { first, cameBack, away: !attention || !atEnd });
  if (line !== was.line || attention !== was.attention) setWas({ line, attention });
  return line;
}
