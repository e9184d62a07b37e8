import { ArrowDown } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './timeline.module.css';

type JumpToNewestProps = {
  /** Messages that came while the reader was further up. */
  readonly fresh: number;
  readonly onJump: () => void;
};

/** The way back to the end for somebody who reads further up. */
export function JumpToNewest({ fresh, onJump }: JumpToNewestProps) {
  const t = useWords('timeline');
  return (
    <Button className={styles['jump']} data-fresh={fresh > 0} onClick={onJump}>
      <ArrowDown size={14} />
      {t('jump')}
      {fresh > 0 && <span className={styles['fresh']}>{t('fresh', { count: fresh })}</span>}
    </Button>
  );
}
