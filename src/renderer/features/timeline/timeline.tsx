import { MessagesSquare } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Contacts, heardTimeline, shownTimeline } from '../../../core/contacts.ts';
import { type TimelineItem, timelineOf } from '../../../core/timeline.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { startOfDay } from '../../ui/dates.ts';
import { useWords } from '../../words/words.ts';
import { BlockView } from './block-view.tsx';
import { type Block, blocksOf } from './blocks.ts';
import { CatchUp } from './catch-up.tsx';
import { JumpToNewest } from './jump-to-newest.tsx';
import { LateMessages } from './late-messages.tsx';
import { OlderMessages } from './older-messages.tsx';
import { PendingRows } from './pending-rows.tsx';
import { rowsOf } from './rows.ts';
import styles from './timeline.module.css';
import { useLate } from './use-late.ts';
import { usePlace } from './use-place.ts';

/** All that has been said, oldest first. */
export function Timeline() {
  const t = useWords('timeline');
  const all = useMirror((mirror) => timelineOf(mirror.chat));
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const timeline = useMemo(() => shownTimeline(all, contacts), [all, contacts]);
  const heard = useMemo(() => heardTimeline(timeline, contacts), [timeline, contacts]);
  const hasOlder = useMirror((mirror) => mirror.chat.hasOlder);
  const hasNewer = useMirror((mirror) => mirror.chat.hasNewer);
  const blocks = useBlocks(timeline, contacts);
  const today = startOfDay(Date.now());
  const first = timeline.find(isMessage)?.key;
  const newest = heard.findLast(isMessage)?.key;
  const newestOwn = timeline.findLast((item) => isMessage(item) && item.message.own)?.key;
  const { log, content, atEnd, toEnd } = usePlace(first, newestOwn);

  const unnoticed = useLate(heard, log);

  /** The newest message when the reader was last at the end. */
  const [seen, setSeen] = useState(newest);
  if (atEnd && seen !== newest) setSeen(newest);

  function jump(): void {
    if (hasNewer) void attempt(window.parley.showNewest());
    toEnd();
  }

  return (
    <div className={styles['timeline']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must scroll by keyboard */}
      <div ref={log} role="log" aria-label={t('messages')} tabIndex={0} className={styles['log']}>
        <div ref={content} className={styles['content']}>
          {hasOlder && <OlderMessages log={log} />}
          {first === undefined && <Empty />}
          {blocks.map((block) => (
            <BlockView key={block.key} block={block} today={today} />
          ))}
          <PendingRows />
        </div>
      </div>
      <div className={styles['over']}>
        <CatchUp />
        {unnoticed?.above && <LateMessages {...unnoticed} />}
      </div>
      <div className={styles['under']}>
        {unnoticed?.above === false && <LateMessages {...unnoticed} />}
        {!(atEnd && !hasNewer) && <JumpToNewest fresh={countAfter(heard, seen)} onJump={jump} />}
      </div>
    </div>
  );
}

/** The blocks of this timeline, cut as the last one was: state, because the cut depends on the past. */
function useBlocks(timeline: readonly TimelineItem[], contacts: Contacts): readonly Block[] {
  const cutAfter = (before: readonly Block[]) => ({
    timeline,
    contacts,
    blocks: blocksOf(rowsOf(timeline, contacts), before),
  });
  const [cut, setCut] = useState(() => cutAfter([]));
  if (cut.timeline === timeline && cut.contacts === contacts) return cut.blocks;
  const next = cutAfter(cut.blocks);
  setCut(next);
  return next.blocks;
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

/** How many messages stand after the one that was seen last. */
function countAfter(timeline: readonly TimelineItem[], seen: string | undefined): number {
  const place = timeline.findLastIndex((item) => item.key === seen);
  return timeline.slice(place + 1).filter(isMessage).length;
}
