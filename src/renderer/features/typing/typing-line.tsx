import { useEffect, useRef, useState } from 'react';
import type { PeerRef } from '../../../core/events.ts';
import { labelOf, type Naming } from '../../../core/labels.ts';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { type Locale, useLocale } from '../../words/locale.ts';
import { listed } from '../../words/sentences.ts';
import { wordsIn } from '../../words/words.ts';
import styles from './typing.module.css';

/** So many names are written; of more, all but two become a number. */
const MAX_NAMES = 3;
/** A screen reader says who writes no more often than this, in ms: in a lively group it would never stop. */
const SAY_EVERY_MS = 15_000;

/** Who is writing now. Its place under the timeline is always there, so that nothing moves. */
export function TypingLine() {
  const typing = useMirror((mirror) => mirror.chat.typing);
  const naming = useNaming();
  const locale = useLocale();
  const words = typingWords(typing, naming, locale);
  const said = useSpoken(words);
  return (
    <div className={styles['line']}>
      {words !== '' && (
        <p className={styles['words']} aria-hidden="true" title={words}>
          <span className={styles['dots']}>
            <i />
            <i />
            <i />
          </span>
          <bdi className={styles['names']}>{words}</bdi>
        </p>
      )}
      <p aria-live="polite" className={styles['said']}>
        {said}
      </p>
    </div>
  );
}

export function typingWords(typing: readonly PeerRef[], naming: Naming, locale: Locale): string {
  if (typing.length === 0) return '';
  const labels = typing.map((peer) => labelOf(peer, naming));
  const names = listed(labels, MAX_NAMES, locale).join('');
  return wordsIn(locale, 'typing')('writing', { names, count: typing.length });
}

/** What is said aloud: the words when somebody begins, and then not for a while, whoever else does. */
function useSpoken(words: string): string {
  const [said, setSaid] = useState('');
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const now = performance.now();
    if (words === '') setSaid('');
    else if (now - saidAt.current >= SAY_EVERY_MS) {
      saidAt.current = now;
      setSaid(words);
    }
  }, [words]);
  return said;
}
