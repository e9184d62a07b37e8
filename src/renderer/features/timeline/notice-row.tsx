import { memo } from 'react';
import { healingSentence, type Sentence, splitSentence } from '../../../core/split-words.ts';
import type { Notice } from '../../../core/state.ts';
import { useNaming } from '../../state/use-naming.ts';
import { timeOfDay } from '../../ui/dates.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import styles from './timeline.module.css';

/** Somebody came or went, or several parted and met again. */
export const NoticeRow = memo(function NoticeRow({ notice }: { readonly notice: Notice }) {
  const naming = useNaming();
  return (
    <p role="status" className={styles['notice']}>
      <SentenceText sentence={sentenceOf(notice)} naming={naming} />
    </p>
  );
});

function sentenceOf(notice: Notice): Sentence {
  switch (notice.kind) {
    case 'created':
      return [notice.peer, ' created the group'];
    case 'joined':
      return [notice.peer, ' joined'];
    case 'left':
      return [notice.peer, ' left'];
    case 'lost':
      return ['Lost connection to ', notice.peer];
    case 'back':
      return [notice.peer, ' is back'];
    case 'split':
      return splitSentence(notice, timeOfDay(notice.since));
    case 'healed':
      return healingSentence(notice);
  }
}
