import { useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './invite.module.css';

/** Says what changing the secret does to everybody, and does it only after that. */
export function ChangeSecret({ onEnd }: { readonly onEnd: (changed: boolean) => void }) {
  const say = useFailures();
  const t = useWords('invite');
  const group = useMirror((mirror) => mirror.chat.group);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function change(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const changed = await attempt(window.parley.changeSecret());
    setBusy(false);
    if (changed.ok) onEnd(true);
    else setProblem(say(changed.error));
  }

  return (
    <section aria-label={t('changeSecret')} className={styles['body']}>
      <p>
        {t.rich('changeQuestion', {
          group: () => <PersonName name={group} className={styles['group']} />,
        })}
      </p>
      <ul className={styles['effects']}>
        <li>{t('effects.cutOff')}</li>
        <li>{t('effects.oldLinks')}</li>
        <li>{t('effects.comeBack')}</li>
        <li>{t('effects.others')}</li>
      </ul>
      {problem !== undefined && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['actions']}>
        <Button look="primary" disabled={busy} onClick={() => void change()}>
          {busy && <Spinner />}
          {busy ? t('changing') : t('changeSecret')}
        </Button>
        <Button disabled={busy} onClick={() => onEnd(false)}>
          {t('keepOld')}
        </Button>
      </div>
    </section>
  );
}
