import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './timeline.module.css';
import type { Unnoticed } from './use-late.ts';

/** Says that messages have found their place where the reader is not looking, and leads there. */
export function LateMessages({ count, above, show }: Unnoticed) {
  const t = useWords('timeline');
  const Arrow = above ? ArrowUp : ArrowDown;
  return (
    <Button className={styles['jump']} onClick={show}>
      <Arrow size={14} />
      {t(above ? 'lateAbove' : 'lateBelow', { count })}
    </Button>
  );
}
