import { Clock } from 'lucide-react';
import { usePending } from '../../state/writing.ts';
import { classNames } from '../../ui/class-names.ts';
import { useWords } from '../../words/words.ts';
import styles from './message-row.module.css';
import { MessageText } from './message-text.tsx';

/** Own texts that are not stored yet. They are no messages: nobody has them, and a crash would take them. */
export function PendingRows() {
  const t = useWords('message');
  const pending = usePending();
  return pending.map(({ key, text }) => (
    <div key={key} data-own="true" className={classNames(styles['row'], styles['opens'])}>
      <div className={styles['body']}>
        <div className={classNames(styles['text'], styles['pending'])}>
          <MessageText text={text} />
        </div>
        <p className={styles['onItsWay']}>
          <Clock size={12} />
          {t('sending')}
        </p>
      </div>
    </div>
  ));
}
