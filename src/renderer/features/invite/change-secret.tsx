import { useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './invite.module.css';

/** Says what changing the secret does to everybody, and does it only after that. */
export function ChangeSecret({ onEnd }: { readonly onEnd: (changed: boolean) => void }) {
  const group = useMirror((mirror) => mirror.chat.group);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function change(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const changed = await attempt(window.parley.changeSecret());
    setBusy(false);
    if (changed.ok) onEnd(true);
    else setProblem(changed.error.message);
  }

  return (
    <section aria-label="Change the secret" className={styles['body']}>
      <p>
        Change the secret of “<PersonName name={group} className={styles['group']} />
        ”? Parley makes a new one, and then:
      </p>
      <ul className={styles['effects']}>
        <li>You are cut off from everybody at once, also from those who are here now.</li>
        <li>Old links and the old secret do not lead to you any more.</li>
        <li>Whoever gets the new link from you comes back and has everything that was said.</li>
        <li>
          The others keep what they have read until now, and can go on among themselves, without
          you.
        </li>
      </ul>
      {problem !== undefined && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['actions']}>
        <Button look="primary" disabled={busy} onClick={() => void change()}>
          {busy && <Spinner />}
          {busy ? 'Changing…' : 'Change the secret'}
        </Button>
        <Button disabled={busy} onClick={() => onEnd(false)}>
          Keep the old one
        </Button>
      </div>
    </section>
  );
}
