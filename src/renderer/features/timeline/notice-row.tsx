import { memo } from 'react';
import type { Sentence } from '../../../core/split-words.ts';
import type { Notice } from '../../../core/timeline.ts';
import { useNaming } from '../../state/use-naming.ts';
import { datesIn } from '../../ui/dates.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import { type Locale, useLocale } from '../../words/locale.ts';
import {
  comingSentence,
  healingSentence,
  renamedSentence,
  splitSentence,
} from '../../words/notices.ts';
import styles from './timeline.module.css';

/** Somebody came or went, or several parted and met again. */
export const NoticeRow = memo(function NoticeRow({ notice }: { readonly notice: Notice }) {
  const naming = useNaming();
  const locale = useLocale();
  return (
    <p role="status" className={styles['notice']}>
      <SentenceText sentence={sentenceOf(notice, locale)} naming={naming} />
    </p>
  );
});

function sentenceOf(notice: Notice, locale: Locale): Sentence {
  switch (notice.kind) {
    case 'split':
      return splitSentence(notice, datesIn(locale).since(notice.since, notice.since), locale);
    case 'healed':
      return healingSentence(notice, locale);
    case 'renamed':
      return [renamedSentence(notice.was, notice.peer.name, locale)];
    default:
      return comingSentence(notice.kind, notice.peer, locale);
  }
}
