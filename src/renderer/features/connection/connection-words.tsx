import { splitSentence } from '../../../core/split-words.ts';
import { useMirror } from '../../state/mirror.ts';
import { whenSince } from '../../ui/dates.ts';
import { SentenceText } from '../../ui/sentence-text.tsx';
import styles from './connection.module.css';
import { connectionOf, connectionWords } from './connection.ts';

/** The header's sentences. A live region without a role: `status` belongs to the timeline's notices. */
export function ConnectionWords() {
  const connection = connectionOf(useMirror((mirror) => mirror.chat.people));
  const split = useMirror((mirror) => mirror.chat.splits.at(-1));
  const tags = useMirror((mirror) => mirror.chat.tags);
  const level =
    connection.reached === 0 ? 'none' : connection.reached < connection.others ? 'some' : 'all';
  return (
    <>
      <p className={styles['words']} data-level={level} aria-live="polite">
        {connectionWords(connection)}
      </p>
      {split !== undefined && (
        <p className={styles['split']}>
          <SentenceText
            sentence={splitSentence(split, whenSince(split.since, Date.now()))}
            tags={tags}
          />
        </p>
      )}
    </>
  );
}
