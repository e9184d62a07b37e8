import { useState } from 'react';
import type { EntryId } from '../../../core/ids.ts';
import { visible } from '../../../core/visible.ts';
import { attempt } from '../../state/attempt.ts';
import { useMessage } from '../../state/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import { articleOf } from './articles.ts';
import styles from './dialogs.module.css';

type DeleteDialogProps = {
  readonly open: boolean;
  readonly id: EntryId;
  readonly onClose: () => void;
};

/** Says what deleting does and what it cannot do, and does it only after that. */
export function DeleteDialog({ open, id, onClose }: DeleteDialogProps) {
  const t = useWords('message');
  const say = useFailures();
  const message = useMessage(id);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  function close(): void {
    setProblem(undefined);
    onClose();
  }

  async function remove(): Promise<void> {
    setBusy(true);
    const removed = await attempt(window.parley.remove(id));
    setBusy(false);
    if (removed.ok) close();
    else setProblem(say(removed.error));
  }

  return (
    <Dialog open={open} onClose={close} title={t('deleteTitle')} focusAfter={() => articleOf(id)}>
      <div className={styles['body']}>
        {message !== null && message.text !== '' && (
          <blockquote className={styles['text']} dir="auto">
            {visible(message.text)}
          </blockquote>
        )}
        <ul className={styles['effects']}>
          <li>{t('deleteEffects.hidden')}</li>
          <li>{t('deleteEffects.kept')}</li>
          <li>{t('deleteEffects.forGood')}</li>
        </ul>
        {problem !== undefined && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <div className={styles['buttons']}>
          <Button disabled={busy} className={styles['delete']} onClick={() => void remove()}>
            {busy ? t('deleting') : t('delete')}
          </Button>
          <Button disabled={busy} onClick={close}>
            {t('keep')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
