import { memo } from 'react';
import type { PeerId } from '../../../core/ids.ts';
import { openCard, openProfile } from '../../state/card.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PersonMarks } from '../../ui/person-marks.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { stepFocus } from '../../ui/step-focus.ts';
import { useWords } from '../../words/words.ts';
import styles from './people.module.css';
import type { Person } from './roster.ts';

type PersonRowProps = Omit<Person, 'id'> & {
  readonly personId: PeerId;
  /** Where Tab leads; the arrow keys go on to the others. */
  readonly first: boolean;
};

/** One person. Takes plain values, so that a new roster renders only those who changed. */
export const PersonRow = memo(function PersonRow(props: PersonRowProps) {
  const t = useWords('people');
  const { personId, first, ...person } = props;
  return (
    <li className={styles['item']} aria-label={labelOf(person, t('you'))}>
      <button
        type="button"
        data-person=""
        className={styles['person']}
        data-state={person.state}
        aria-haspopup="dialog"
        title={person.own ? t('yourProfile') : undefined}
        tabIndex={first ? 0 : -1}
        onClick={() => (person.own ? openProfile() : openCard(personId))}
        onKeyDown={(event) => stepFocus(event, 'ul', '[data-person]')}
      >
        <Face personId={personId} {...person} />
      </button>
    </li>
  );
});

/** Named for screen readers that go from entry to entry, and read what stands in one only on asking. */
function labelOf({ name, tag, own }: Pick<Person, 'name' | 'tag' | 'own'>, you: string): string {
  const words = [name, tag === undefined ? '' : `(${tag})`, own ? you : ''];
  return words.filter((word) => word !== '').join(' ');
}

type FaceProps = Omit<PersonRowProps, 'first'>;

function Face({ personId, name, own, state, colour, tag, notThe, ...rest }: FaceProps) {
  const t = useWords('people');
  const { words, status, writing, verified, muted } = rest;
  return (
    <>
      <span className={styles['face']} data-state={state}>
        <Avatar id={personId} name={name} colour={colour} dimmed={state === 'offline'} />
      </span>
      <span className={styles['who']} title={name}>
        <span className={styles['name']}>
          <PersonName name={name} tag={tag} className={styles['label']} />
          {own && <span className={styles['you']}> {t('you')}</span>}
          <PersonMarks verified={verified} muted={muted} />
        </span>{' '}
        <span className={styles['words']} title={status}>
          <bdi>{writing ? t('writing') : words}</bdi>
          {status !== undefined && (
            <>
              {' · '}
              <bdi>{status}</bdi>
            </>
          )}
        </span>
        {notThe !== null && (
          <>
            {' '}
            <span className={styles['doubt']}>
              {t.rich('notTheKnown', { name: () => <bdi>{notThe}</bdi> })}
            </span>
          </>
        )}
      </span>
    </>
  );
}
