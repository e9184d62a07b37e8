import { useMirror } from '../../state/mirror.ts';
import styles from './connection.module.css';
import { connectionOf, connectionWords } from './connection.ts';

/** The header's sentence. A live region without a role: `status` belongs to the timeline's notices. */
export function ConnectionWords() {
  const connection = connectionOf(useMirror((mirror) => mirror.chat.people));
  const level =
    connection.reached === 0 ? 'none' : connection.reached < connection.others ? 'some' : 'all';
  return (
    <p className={styles['words']} data-level={level} aria-live="polite">
      {connectionWords(connection)}
    </p>
  );
}
