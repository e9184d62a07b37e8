import { MessagesSquare } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { heardTimeline, shownTimeline } from '../../../core/contacts.ts';
import type { ChatMessage } from '../../../core/events.ts';
import { compareOrder, type Ordered } from '../../../core/order.ts';
import { type TimelineItem, timelineOf } from '../../../core/timeline.ts';
import { attempt } from '../../state/attempt.ts';
import { useJump } from '../../state/jump.ts';
import { useMirror } from '../../state/mirror.ts';
import { startOfDay } from '../../ui/dates.ts';
import { useWords } from '../../words/words.ts';
import { Announcer } from './announcer.tsx';
import { BlockView } from './block-view.tsx';
import { CatchUp } from './catch-up.tsx';
import { JumpToNewest } from './jump-to-newest.tsx';
import { KeepPlace } from './keep-place.ts';
import { LateMessages } from './late-messages.tsx';
import { OlderMessages } from './older-messages.tsx';
import { PendingRows } from './pending-rows.tsx';
import { sideOf } from './reading.ts';
import styles from './timeline.module.css';
import { UnreadPill } from './unread-pill.tsx';
import { useBlocks } from './use-blocks.ts';
import { useEdges } from './use-edges.ts';
import { useJumping } from './use-jump.ts';
import { useLate } from './use-late.ts';
import { usePlace } from './use-place.ts';
import { markRead, useReading, useUnreadLine } from './use-reading.ts';
import { useSight } from './use-sight.ts';

/** All that has been said, oldest first. */
export function Timeline() {
  const t = useWords('timeline');
  const all = useMirror((mirror) => timelineOf(mirror.chat));
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const timeline = useMemo(() => shownTimeline(all, contacts), [all, contacts]);
  const heard = useMemo(() => heardTimeline(timeline, contacts), [timeline, contacts]);
  const spoken = useMemo(() => heard.flatMap(messageIn), [heard]);
  const messages = useMirror((mirror) => mirror.chat.messages);
  const hasOlder = useMirror((mirror) => mirror.chat.hasOlder);
  const hasNewer = useMirror((mirror) => mirror.chat.hasNewer);
  const unread = useMirror((mirror) => mirror.chat.unread);
  const today = startOfDay(Date.now());
  const { log, content, atEnd, toEnd, watch } = usePlace(hasNewer);
  const line = useUnreadLine(atEnd);
  const led = useJump(({ to }) => to !== null);
  const lineHere = isWithin(line, timeline, hasOlder) ? line : null;
  const shown = useBlocks(log, { timeline, contacts, line: lineHere, atEnd, led });
  useEdges(log, { messages, hasOlder, hasNewer }, atEnd);
  useFollowing(atEnd);
  useJumping(log, shown);
  const inSight = useSight(log, spoken, shown);
  useReading(spoken, inSight);
  const unnoticed = useLate(inSight, messages);
  const side = unread.first === null ? 'here' : sideOf(unread.first, inSight, messages);
  const fresh = side === 'below' ? unread.count : 0;

  return (
    <div className={styles['timeline']}>
      <div
        ref={log}
        role="log"
        // Pages, edits and reactions come too: what is news says the announcer.
        aria-live="off"
        aria-label={t('messages')}
        aria-busy={!shown.blocks.every(({ key }) => shown.drawn.has(key))}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must scroll by keyboard
        tabIndex={0}
        className={styles['log']}
      >
        <div ref={content} className={styles['content']}>
          {hasOlder && <OlderMessages log={log} />}
          {messages.length === 0 && !hasOlder && !hasNewer && <Empty />}
          <KeepPlace pane={log} rows={shown} watch={watch}>
            {shown.blocks.map((block) => (
              <BlockView
                key={block.key}
                block={block}
                today={today}
                drawn={shown.drawn.has(block.key)}
              />
            ))}
          </KeepPlace>
          <PendingRows />
        </div>
      </div>
      <Announcer heard={spoken} />
      <div className={styles['over']}>
        <CatchUp />
        {side === 'above' && unread.first && (
          <UnreadPill unread={unread} first={unread.first} onRead={markRead} />
        )}
        {unnoticed?.above && <LateMessages {...unnoticed} />}
      </div>
      <div className={styles['under']}>
        {unnoticed?.above === false && <LateMessages {...unnoticed} />}
        {!atEnd && <JumpToNewest fresh={fresh} onJump={toEnd} />}
      </div>
    </div>
  );
}

/** Main is told whether to make room at the beginning when more is said, or not to move anything. */
function useFollowing(atEnd: boolean): void {
  const following = useMirror((mirror) => mirror.chat.following);
  useEffect(() => {
    if (atEnd !== following) void attempt(window.parley.follow(atEnd));
  }, [atEnd, following]);
}

/** Whether the line belongs to what is shown, and not before it. */
function isWithin(
  line: Ordered | null,
  timeline: readonly TimelineItem[],
  hasOlder: boolean,
): boolean {
  const first = timeline.find(isMessage)?.message;
  if (line === null || first === undefined) return false;
  return !hasOlder || compareOrder(line, first) >= 0;
}

function Empty() {
  const t = useWords('timeline');
  return (
    <div className={styles['empty']}>
      <MessagesSquare size={28} strokeWidth={1.5} />
      <p className={styles['emptyTitle']}>{t('empty')}</p>
      <p>{t('emptyHint')}</p>
    </div>
  );
}

function isMessage(item: TimelineItem): item is Extract<TimelineItem, { type: 'message' }> {
  return item.type === 'message';
}

function messageIn(item: TimelineItem): readonly ChatMessage[] {
  return isMessage(item) ? [item.message] : [];
}
