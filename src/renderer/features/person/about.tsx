import type { Contact } from '../../../core/contacts.ts';
import type { RosterPeer } from '../../../core/events.ts';
import { isoDate, useDates } from '../../ui/dates.ts';
import { useWords } from '../../words/words.ts';
import styles from './person.module.css';

type AboutProps = { readonly peer: RosterPeer; readonly contact: Contact | undefined };

/** What they call themselves, and since when they are known here. */
export function About({ peer, contact }: AboutProps) {
  const t = useWords('person');
  const { dayWithin } = useDates();
  const since = contact?.firstSeen;
  return (
    <p className={styles['about']}>
      {contact?.nickname != null &&
        t.rich('callsThemselves', { name: () => <bdi>{peer.name}</bdi> })}
      {contact?.nickname != null && ' '}
      {since === undefined
        ? t('notMet')
        : t.rich('firstSeen', {
            when: () => <time dateTime={isoDate(since)}>{dayWithin(since, Date.now())}</time>,
          })}
    </p>
  );
}
