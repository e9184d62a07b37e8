import { useEffect, useState } from 'react';
import type { Version } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import type { Failure, Result } from '../../../core/result.ts';
import { visible } from '../../../core/visible.ts';
import { attempt } from '../../state/attempt.ts';
import { useMessage } from '../../state/messages.ts';
import { isoDate, useDates } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import { articleOf } from './articles.ts';
import styles from './dialogs.module.css';

type HistoryDialogProps = {
  readonly open: boolean;
  readonly id: EntryId;
  readonly onClose: () => void;
};

/** All texts that a message has had, the newest first. */
export function HistoryDialog({ open, id, onClose }: HistoryDialogProps) {
  const t = useWords('message');
  return (
    <Dialog open={open} onClose={onClose} title={t('history')} focusAfter={() => articleOf(id)}>
      {open && <Versions id={id} />}
    </Dialog>
  );
}

function Versions({ id }: { readonly id: EntryId }) {
  const t = useWords('message');
  const say = useFailures();
  const { fullDate } = useDates();
  // Asked for again where it is edited meanwhile.
  const editedAt = useMessage(id)?.editedAt;
  const [answer, setAnswer] = useState<Result<readonly Version[], Failure> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edit is the occasion
  useEffect(() => {
    let here = true;
    void attempt(window.parley.versions(id)).then((versions) => here && setAnswer(versions));
    return () => {
      here = false;
    };
  }, [id, editedAt]);

  if (answer === null) return <Spinner />;
  if (!answer.ok) return <p role="alert">{say(answer.error)}</p>;
  const newestFirst = answer.value.toReversed();
  return (
    <div className={styles['body']}>
      <p className={styles['lead']}>{t('historyLead')}</p>
      <ol className={styles['versions']}>
        {newestFirst.map(({ text, at, afterGap }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two texts may be the same, at the same time
          <li key={newestFirst.length - i}>
            <p className={styles['when']}>
              <time dateTime={isoDate(at)}>{fullDate(at)}</time>
              {i === 0 && ` · ${t('now')}`}
              {i === newestFirst.length - 1 && ` · ${t('first')}`}
            </p>
            <blockquote className={styles['text']} dir="auto">
              {visible(text)}
            </blockquote>
            {afterGap && <p className={styles['when']}>{t('gap')}</p>}
          </li>
        ))}
      </ol>
    </div>
  );
}
