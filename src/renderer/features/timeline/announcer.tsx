import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import { labelOf } from '../../../core/labels.ts';
import { useMirror } from '../../state/mirror.ts';
import { plainExcerpt } from '../../ui/markdown/excerpt.ts';
import { useWords } from '../../words/words.ts';
import { type Newest, newestOf, newsSince } from './news.ts';
import styles from './timeline.module.css';

/** What comes within this is said at once, in ms: each on its own would be talked over by the next. */
const GATHER_MS = 500;
/** Longest text read out, in characters as people count them: more is there to be read. */
const MAX_READ_OUT = 200;

/** Reads out what is said at the end, and nothing else that changes in the timeline. */
export function Announcer({ heard }: { readonly heard: readonly ChatMessage[] }) {
  const t = useWords('timeline');
  const messages = useMirror((mirror) => mirror.chat.messages);
  const hasNewer = useMirror((mirror) => mirror.chat.hasNewer);
  const last = useRef<Newest>(null);
  const gathered = useRef<readonly ChatMessage[]>([]);
  const [said, setSaid] = useState({ words: '', times: 0 });

  const say = useEffectEvent(() => {
    const all = gathered.current;
    gathered.current = [];
    const words = readOut(all) ?? t('unread', { count: all.length });
    setSaid(({ times }) => ({ words, times: times + 1 }));
  });

  /** The words of one message that stands alone. */
  function readOut([one, ...others]: readonly ChatMessage[]): string | null {
    if (one === undefined || others.length > 0 || one.text === '') return null;
    const name = labelOf(one.author, useMirror.getState().chat);
    return t('readOut', { name, text: plainExcerpt(one.text, MAX_READ_OUT) });
  }

  useEffect(() => {
    const end = { messages, hasNewer };
    const news = newsSince(last.current, end, heard);
    last.current = newestOf(end);
    if (news.length === 0) return;
    if (gathered.current.length === 0) setTimeout(() => say(), GATHER_MS);
    gathered.current = [...gathered.current, ...news];
  }, [messages, hasNewer, heard]);

  return (
    <p aria-live="polite" className={styles['unseen']}>
      {/* Other words each time for the reader, even where they are the same. */}
      <span key={said.times}>{said.words}</span>
    </p>
  );
}
