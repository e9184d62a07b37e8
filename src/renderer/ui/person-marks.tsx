import { BadgeCheck, BellOff } from 'lucide-react';
import { useWords } from '../words/words.ts';
import styles from './person-marks.module.css';

type PersonMarksProps = { readonly verified?: boolean; readonly muted?: boolean };

/** What was decided about somebody, behind their name. Drawn, because a name could spell the words. */
export function PersonMarks({ verified = false, muted = false }: PersonMarksProps) {
  const t = useWords('common');
  return (
    <>
      {verified && (
        <BadgeCheck size={14} role="img" aria-label={t('verified')} className={styles['verified']}>
          <title>{t('verified')}</title>
        </BadgeCheck>
      )}
      {muted && (
        <BellOff size={12} role="img" aria-label={t('muted')} className={styles['muted']}>
          <title>{t('muted')}</title>
        </BellOff>
      )}
    </>
  );
}
