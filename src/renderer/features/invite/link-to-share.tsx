import { Check, Copy } from 'lucide-react';
import { useId } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { useCopy } from '../../state/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { useWords } from '../../words/words.ts';
import styles from './invite.module.css';

/** The link to copy, and to scan from another screen. */
export function LinkToShare({ link }: { readonly link: string }) {
  const t = useWords('invite');
  const group = useMirror((mirror) => mirror.chat.group);
  const [outcome, copy] = useCopy();
  const id = useId();
  return (
    <>
      <div className={styles['link']}>
        <label htmlFor={id} className={styles['label']}>
          {t('link')}
        </label>
        <input
          id={id}
          readOnly
          value={link}
          dir="ltr"
          spellCheck={false}
          className={styles['value']}
          onFocus={(event) => event.target.select()}
        />
        <div className={styles['actions']}>
          <Button look="primary" onClick={() => void copy(link)}>
            {outcome !== null && outcome.problem === null ? (
              <Check size={16} />
            ) : (
              <Copy size={16} />
            )}
            {t('copyLink')}
          </Button>
          <span
            aria-live="polite"
            className={styles['said']}
            data-problem={outcome?.problem != null}
          >
            {outcome === null ? '' : (outcome.problem ?? t('copied'))}
          </span>
        </div>
      </div>
      <figure className={styles['code']}>
        <QrCode value={link} label={t('code', { group })} />
        <figcaption className={styles['caption']}>{t('orScan')}</figcaption>
      </figure>
    </>
  );
}
