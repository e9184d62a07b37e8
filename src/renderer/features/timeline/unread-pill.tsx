import { ArrowUp, X } from 'lucide-react';
import type { Ordered } from '../../../core/order.ts';
import { MAX_UNREAD, type Unread } from '../../../core/unread.ts';
import { jumpTo } from '../../state/jump.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './timeline.module.css';

type UnreadPillProps = {
  readonly unread: Unread;
  readonly first: Ordered;
  readonly onRead: () => void;
};

/** Leads to the first unread message above, or puts all of them away as read. */
export function UnreadPill({ unread: { count }, first, onRead }: UnreadPillProps) {
  const t = useWords('timeline');
  const many = count > MAX_UNREAD;
  return (
    <div className={styles['pill']}>
      <Button className={styles['jump']} onClick={() => void jumpTo(first.id)}>
        <ArrowUp size={14} />
        {many ? t('unreadMany', { count: MAX_UNREAD }) : t('unread', { count })}
      </Button>
      <Button
        className={styles['jump']}
        aria-label={t('markRead')}
        title={t('markRead')}
        onClick={onRead}
      >
        <X size={14} />
      </Button>
    </div>
  );
}
