import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { compareSafetyNumber, type SafetyNumber } from '../../../core/safety-number.ts';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.ts';
import styles from './person.module.css';

/** Compares what the other has sent or a telephone has scanned: sixty digits are more than eyes like. */
export function Compare({ number }: { readonly number: SafetyNumber }) {
  const t = useWords('person');
  const [typed, setTyped] = useState('');
  const outcome = compareSafetyNumber(number, typed);
  return (
    <div className={styles['compare']}>
      <Field label={t('theirs')} hint={t('theirsHint')}>
        {(control) => (
          <input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <p aria-live="polite" className={styles['outcome']} data-outcome={outcome}>
        {outcome === 'same' && (
          <>
            <CircleCheck size={16} /> {t('same')}
          </>
        )}
        {outcome === 'other' && (
          <>
            <CircleAlert size={16} /> {t('notSame')}
          </>
        )}
      </p>
    </div>
  );
}
