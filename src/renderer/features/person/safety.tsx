import { useEffect, useId, useRef, useState } from 'react';
import type { PeerId } from '../../../core/ids.ts';
import type { Failure, Result } from '../../../core/result.ts';
import type { SafetyNumber } from '../../../core/safety-number.ts';
import { attempt } from '../../state/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import { Compare } from './compare.tsx';
import styles from './person.module.css';
import { Problem } from './problem.tsx';
import { useChange } from './use-change.ts';

type SafetyProps = { readonly id: PeerId; readonly label: string; readonly verified: boolean };

/** What to compare with somebody, and the mark for having done so. */
export function Safety({ id, label, verified }: SafetyProps) {
  const say = useFailures();
  const t = useWords('person');
  // Making it takes main a tenth of a second, in which nothing else is done.
  const [wanted, setWanted] = useState(false);
  const asked = useSafetyNumber(wanted ? id : null);
  const { change, problem } = useChange(id);
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles['section']}>
      <h3 id={titleId} className={styles['heading']}>
        {t('safetyNumber')}
      </h3>
      <p className={styles['hint']}>
        {verified ? t('compared') : t.rich('toCompare', { name: () => <bdi>{label}</bdi> })}
      </p>
      {asked?.ok && <Ways number={asked.value} />}
      <Problem sentence={problem ?? (asked?.ok === false ? say(asked.error) : undefined)} />
      <div className={styles['actions']}>
        {!wanted && <Button onClick={() => setWanted(true)}>{t('compareNow')}</Button>}
        {verified ? (
          <Button onClick={() => void change({ verified: false })}>{t('unverify')}</Button>
        ) : (
          <Button
            look="primary"
            disabled={asked?.ok !== true}
            onClick={() => void change({ verified: true })}
          >
            {t('verify')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Ways({ number }: { readonly number: SafetyNumber }) {
  const t = useWords('person');
  const numbers = number.numbers.join(' ');
  // The button that was pressed has gone, and the focus with it.
  const ways = useRef<HTMLDivElement>(null);
  useEffect(() => ways.current?.focus(), []);
  return (
    <div ref={ways} tabIndex={-1} className={styles['section']}>
      <Tabs
        label={t('ways')}
        tabs={[
          {
            name: t('numbers'),
            content: <p className={styles['numbers']}>{numbers}</p>,
          },
          {
            name: t('words'),
            content: <p className={styles['numbers']}>{number.words.join(' ')}</p>,
          },
          {
            name: t('code'),
            content: (
              <div className={styles['code']}>
                <QrCode value={`Parley ${numbers}`} label={t('codeLabel')} />
              </div>
            ),
          },
        ]}
      />
      <Compare number={number} />
    </div>
  );
}

/** Null until it is there: making it takes a moment. */
function useSafetyNumber(id: PeerId | null): Result<SafetyNumber, Failure> | null {
  const [number, setNumber] = useState<Result<SafetyNumber, Failure> | null>(null);
  useEffect(() => {
    if (id === null) return;
    let current = true;
    void attempt(window.parley.safetyNumber(id)).then((made) => {
      if (current) setNumber(made);
    });
    return () => {
      current = false;
    };
  }, [id]);
  return number;
}
