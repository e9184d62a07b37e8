import { CircleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { utf8Length } from '../../../core/bytes.ts';
import type { Failure } from '../../../core/result.ts';
import { splitText } from '../../../core/split-text.ts';
import { MAX_DRAFT_UNITS, MAX_TEXT_BYTES } from '../../../core/text.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './composer.module.css';
import { UNKNOWN_COMMAND } from './use-submit.ts';

/** From here on the length is shown: near enough to the limit to matter. */
const COUNT_FROM_BYTES = 7 * 1024;

type NoteProps = {
  readonly id: string;
  readonly draft: string;
  readonly problem: Failure | null;
  /** A message that is changed stays one message. */
  readonly divisible: boolean;
  readonly onSayAsText: () => void;
  readonly onSayInParts: () => void;
};

/** One line under the box: what is wrong and the way round it, or how long the draft is. */
export function Note({ id, draft, problem, divisible, onSayAsText, onSayInParts }: NoteProps) {
  const say = useFailures();
  const t = useWords('composer');
  // A character takes three bytes at most, so short drafts need no counting.
  const bytes = draft.length * 3 < COUNT_FROM_BYTES ? 0 : utf8Length(draft);
  const over = bytes - MAX_TEXT_BYTES;
  const parts = useMemo(
    () => (over > 0 && divisible ? splitText(draft, MAX_TEXT_BYTES).length : 0),
    [draft, over, divisible],
  );
  return (
    <div id={id} className={styles['note']}>
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          <CircleAlert size={14} />
          <span>{say(problem)}</span>
        </p>
      )}
      {problem?.code === UNKNOWN_COMMAND && (
        <Button className={styles['offer']} onClick={onSayAsText}>
          {t('sendAsText')}
        </Button>
      )}
      {parts > 1 && (
        <Button className={styles['offer']} onClick={onSayInParts}>
          {t('sendParts', { count: parts })}
        </Button>
      )}
      {draft.length > MAX_DRAFT_UNITS && (
        <p role="status" className={styles['problem']}>
          {t('notKept')}
        </p>
      )}
      {problem === null && bytes >= COUNT_FROM_BYTES && (
        <p className={styles['count']} data-over={over > 0}>
          {t('bytes', { bytes, limit: MAX_TEXT_BYTES })}
        </p>
      )}
    </div>
  );
}
