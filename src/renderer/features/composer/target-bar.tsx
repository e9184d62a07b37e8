import { Pencil, Reply, X } from 'lucide-react';
import { nameFor } from '../../../core/labels.ts';
import { useMessage } from '../../state/messages.ts';
import type { Target } from '../../state/unsent.ts';
import { useNaming } from '../../state/use-naming.ts';
import { Button } from '../../ui/button.tsx';
import { plainExcerpt } from '../../ui/markdown/excerpt.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
import styles from './target-bar.module.css';

type TargetBarProps = { readonly target: Target; readonly onCancel: () => void };

/** Longest excerpt, in characters as people count them: one line. */
const MAX_SHOWN = 120;

/** Says which message is answered or changed, and lets one think better of it. */
export function TargetBar({ target, onCancel }: TargetBarProps) {
  const t = useWords('composer');
  const naming = useNaming();
  const message = useMessage(target.id);
  const edits = target.as === 'edit';
  const cancel = edits ? t('cancelEdit') : t('cancelReply');

  function words() {
    if (edits) return t('editing');
    if (message === null) return t('answeringMessage');
    if (message.own) return t('answeringOwn');
    const { author } = message;
    const name = nameFor(author, naming.contacts);
    return t.rich('answering', {
      name: () => <PersonName key="name" name={name} tag={naming.tags[author.id]} />,
    });
  }

  return (
    <div className={styles['bar']}>
      {edits ? <Pencil size={14} /> : <Reply size={14} />}
      <p role="status" className={styles['words']}>
        {words()}
      </p>
      {message !== null && (
        <p className={styles['text']} dir="auto">
          {plainExcerpt(message.text, MAX_SHOWN)}
        </p>
      )}
      <Button
        look="icon"
        aria-label={cancel}
        title={cancel}
        className={styles['cancel']}
        onClick={onCancel}
      >
        <X size={14} />
      </Button>
    </div>
  );
}
