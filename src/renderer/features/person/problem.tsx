import { CircleAlert } from 'lucide-react';
import styles from './person.module.css';

/** Why something was not done; nothing where it was. */
export function Problem({ sentence }: { readonly sentence: string | undefined }) {
  if (sentence === undefined) return null;
  return (
    <p role="alert" className={styles['problem']}>
      <CircleAlert size={14} />
      <span>{sentence}</span>
    </p>
  );
}
