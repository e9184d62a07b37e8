import { useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { openCard } from '../../state/card.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './people.module.css';
import type { Person } from './roster.ts';

/** Those of whom nothing is shown, out of the way, and still to be found. */
export function BlockedPeople({ people }: { readonly people: readonly Person[] }) {
  const say = useFailures();
  const t = useWords('people');
  const [problem, setProblem] = useState<string>();
  if (people.length === 0) return null;

  async function unblock({ id }: Person): Promise<void> {
    const changed = await attempt(window.parley.changeContact(id, { blocked: false }));
    setProblem(changed.ok ? undefined : say(changed.error));
  }

  return (
    <details className={styles['blocked']}>
      <summary className={styles['summary']}>
        {t('blocked')} <span className={styles['count']}>{people.length}</span>
      </summary>
      <ul aria-label={t('blocked')}>
        {people.map((person) => (
          <li key={person.id} className={styles['blockedPerson']}>
            <Button
              look="quiet"
              className={styles['blockedName']}
              aria-haspopup="dialog"
              onClick={() => openCard(person.id)}
            >
              <PersonName name={person.name} tag={person.tag} className={styles['label']} />
            </Button>
            <Button className={styles['unblock']} onClick={() => void unblock(person)}>
              {t('unblock')}
            </Button>
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </details>
  );
}
