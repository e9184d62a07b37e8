import type { Contact } from '../../../core/contacts.ts';
import type { RosterPeer } from '../../../core/events.ts';
import { dayName, isoDate } from '../../ui/dates.ts';
import styles from './person.module.css';

type AboutProps = { readonly peer: RosterPeer; readonly contact: Contact | undefined };

/** What they call themselves, and since when they are known here. */
export function About({ peer, contact }: AboutProps) {
  const since = contact?.firstSeen;
  return (
    <p className={styles['about']}>
      {contact?.nickname != null && (
        <>
          Calls themselves <bdi>{peer.name}</bdi>.{' '}
        </>
      )}
      {since === undefined ? (
        'Not met yet: others have told of them.'
      ) : (
        <>
          First seen here:{' '}
          <time dateTime={isoDate(since)}>{inSentence(dayName(since, Date.now()))}</time>.
        </>
      )}
    </p>
  );
}

/** Within a sentence: a date stays as it is. */
function inSentence(day: string): string {
  return day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : day;
}
