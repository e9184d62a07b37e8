import { shownNotice } from '../../../core/contacts.ts';
import { splitSentence } from '../../../core/split-words.ts';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { whenSince } from '../../ui/dates.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import { useLocale } from '../../words/locale.ts';
import styles from './connection.module.css';
import { connectionOf, connectionWords } from './connection.ts';

/** The header's sentences. A live region without a role: `status` belongs to the timeline's notices. */
export function ConnectionWords() {
  const connection = connectionOf(useMirror((mirror) => mirror.chat.people));
  const splits = useMirror((mirror) => mirror.chat.splits);
  const naming = useNaming();
  const locale = useLocale();
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
            sentence={splitSentence(split, whenSince(split.since, Date.now()))}
            naming={naming}
          />
        </p>
      )}
    </>
  );
}
