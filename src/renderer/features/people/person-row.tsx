import { memo } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './people.module.css';
import type { Person } from './roster.ts';

type PersonRowProps = Omit<Person, 'id'> & { readonly personId: string };

/** One person. Takes plain values, so that a new roster renders only those who changed. */
export const PersonRow = memo(function PersonRow(props: PersonRowProps) {
  const { personId, name, own, state, words, tag } = props;
  return (
    <li className={styles['person']} data-state={state}>
      <span className={styles['face']} data-state={state}>
        <Avatar id={personId} name={name} dimmed={state === 'offline'} />
      </span>
      <span className={styles['who']} title={name}>
        <span className={styles['name']}>
          <PersonName name={name} tag={tag} className={styles['label']} />
          {own && <span className={styles['you']}> (you)</span>}
        </span>{' '}
        <bdi className={styles['words']}>{words}</bdi>
      </span>
    </li>
  );
});
