import { memo, useId, useState } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import { nameFor } from '../../../core/labels.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
import { MessageRow } from './message-row.tsx';
import styles from './muted-row.module.css';

type MutedRowProps = {
  /** Of one author, at least one. */
  readonly messages: readonly ChatMessage[];
};

/** What somebody says who is muted: folded, and never read out unasked. */
export const MutedRow = memo(function MutedRow({ messages }: MutedRowProps) {
  const t = useWords('timeline');
  const [open, setOpen] = useState(false);
  const wordsId = useId();
  const author = messages[0]?.author;
  const name = useMirror(({ chat }) => author && nameFor(author, chat.contacts));
  const tag = useMirror(({ chat }) => author && chat.tags[author.id]);
  const count = messages.length;
  return (
    <div className={styles['muted']} aria-live="off">
      <p className={styles['line']}>
        <span id={wordsId} className={styles['words']}>
          {t.rich('muted', { count, name: () => <PersonName name={name ?? ''} tag={tag} /> })}
        </span>{' '}
        <Button
          look="quiet"
          className={styles['toggle']}
          aria-expanded={open}
          aria-describedby={wordsId}
          onClick={() => setOpen(!open)}
        >
          {open ? t('hide') : t('show')}
        </Button>
      </p>
      {open &&
        messages.map((message, i) => (
          <MessageRow
            key={message.id}
            message={message}
            opens={i === 0}
            closes={i === count - 1}
            newestOwn={false}
            newestOther={false}
          />
        ))}
    </div>
  );
});
