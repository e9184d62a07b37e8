import { shownNotice } from '../../../core/contacts.ts';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { useDates } from '../../ui/dates.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import { useLocale } from '../../words/locale.ts';
import { splitSentence } from '../../words/notices.ts';
import styles from './connection.module.css';
import { connectionOf, connectionWords } from './connection.ts';

/** The header's sentences. A live region without a role: `status` belongs to the timeline's notices. */
export function ConnectionWords() {
  const connection = connectionOf(useMirror((mirror) => mirror.chat.people));
  const splits = useMirror((mirror) => mirror.chat.splits);
  const naming = useNaming();
  const locale = useLocale();
  const { since } = useDates();
  const told = splits.map((each) => shownNotice({ kind: 'split', ...each }, naming.contacts));
  const split = told.findLast((notice) => notice !== null);
  const level =
    connection.reached === 0 ? 'none' : connection.reached < connection.others ? 'some' : 'all';
  return (
    <>
      <p className={styles['words']} data-level={level} aria-live="polite">
        {connectionWords(connection, locale)}
      </p>
      {split?.kind === 'split' && (
        <p className={styles['split']}>
          <SentenceText
            sentence={splitSentence(split, since(split.since, Date.now()), locale)}
            naming={naming}
          />
        </p>
      )}
    </>
  );
}
