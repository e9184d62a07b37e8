import { useId } from 'react';
import { usePreferences } from '../../state/preferences.ts';
import { Switch } from '../../ui/switch.tsx';
import { useWords } from '../../words/words.ts';
import styles from './preferences.module.css';
import type { Choose } from './use-choose.ts';

/** What others are told of what somebody does here. */
export function Privacy({ choose }: { readonly choose: Choose }) {
  const t = useWords('preferences');
  const { readReceipts, typing } = usePreferences();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles['section']}>
      <h3 id={titleId} className={styles['heading']}>
        {t('privacy')}
      </h3>
      <Switch
        label={t('readReceipts')}
        hint={t('readReceiptsMean')}
        on={readReceipts}
        onChange={(on) => choose({ readReceipts: on })}
      />
      <Switch
        label={t('typing')}
        hint={t('typingMeans')}
        on={typing}
        onChange={(on) => choose({ typing: on })}
      />
    </section>
  );
}
