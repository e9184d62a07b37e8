import { ArrowDown } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import styles from './timeline.module.css';

type JumpToNewestProps = {
  /** Messages that came while the reader was further up. */
  readonly fresh: number;
  readonly onJump: () => void;
};

/** The way back to the end for somebody who reads further up. */
export function JumpToNewest({ fresh, onJump }: JumpToNewestProps) {
  return (
    <Button className={styles['jump']} data-fresh={fresh > 0} onClick={onJump}>
      <ArrowDown size={14} />
      Jump to newest
      {fresh > 0 && <span className={styles['fresh']}>{fresh} new</span>}
    </Button>
  );
}
