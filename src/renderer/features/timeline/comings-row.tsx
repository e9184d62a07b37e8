import { ChevronRight } from 'lucide-react';
import { Fragment, memo, useState } from 'react';
import type { NoticeItem } from '../../../core/timeline.ts';
import { useNaming } from '../../state/use-naming.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import { useLocale } from '../../words/locale.ts';
import { outcomeSentence } from '../../words/notices.ts';
import { outcomesOf } from './comings.ts';
import { NoticeRow } from './notice-row.tsx';
import styles from './timeline.module.css';

type ComingsRowProps = {
  /** At least two. */
  readonly notices: readonly NoticeItem[];
};

/** The newest ones can be read out though they are folded: they are news. */
const SPOKEN = 3;

/** Comings and goings in one line, which opens to the single ones. */
export const ComingsRow = memo(function ComingsRow({ notices }: ComingsRowProps) {
  const naming = useNaming();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles['comings']}>
      <button
        type="button"
        className={styles['folded']}
        aria-expanded={open}
        aria-live="off"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={14} className={styles['chevron']} />
        <span>
          {outcomesOf(notices).map(({ outcome, peers }, i) => (
            <Fragment key={outcome}>
              {i > 0 && ' · '}
              <SentenceText sentence={outcomeSentence(outcome, peers, locale)} naming={naming} />
            </Fragment>
          ))}
        </span>
      </button>
      <div className={styles[open ? 'singles' : 'unseen']}>
        {(open ? notices : notices.slice(-SPOKEN)).map(({ key, notice }) => (
          <NoticeRow key={key} notice={notice} />
        ))}
      </div>
    </div>
  );
});
