import { BadgeCheck, BellOff } from 'lucide-react';
import styles from './person-marks.module.css';

type PersonMarksProps = { readonly verified?: boolean; readonly muted?: boolean };

/** What was decided about somebody, behind their name. Drawn, because a name could spell the words. */
export function PersonMarks({ verified = false, muted = false }: PersonMarksProps) {
  return (
    <>
      {verified && (
        <BadgeCheck size={14} role="img" aria-label="verified" className={styles['verified']}>
          <title>verified</title>
        </BadgeCheck>
      )}
      {muted && (
        <BellOff size={12} role="img" aria-label="muted" className={styles['muted']}>
          <title>muted</title>
        </BellOff>
      )}
    </>
  );
}
