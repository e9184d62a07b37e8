import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import styles from './timeline.module.css';
import type { Unnoticed } from './use-late.ts';

/** Says that messages have found their place where the reader is not looking, and leads there. */
export function LateMessages({ count, above, show }: Unnoticed) {
  const Arrow = above ? ArrowUp : ArrowDown;
  const messages = count === 1 ? 'late message' : 'late messages';
  return (
    <Button className={styles['jump']} onClick={show}>
      <Arrow size={14} />
      {count} {messages} {above ? 'above' : 'below'}
    </Button>
  );
}
