import type { Invite } from '../../../core/invite.ts';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './join.module.css';

/** Digits of a key that people compare at a glance; all of them are in the inviter's card. */
const SHOWN_DIGITS = 8;

type InvitationWordsProps = {
  readonly invite: Invite;
  /** What the owner of the link's key is called here; undefined where nobody knows them. */
  readonly name: string | undefined;
};

/**
 * What a link holds, before anybody follows it. It can only say by a key who made it, and anybody can
 * write somebody else's key into one.
 */
export function InvitationWords({ invite, name }: InvitationWordsProps) {
  const { group, secret, invitedBy } = invite;
  const key = `${invitedBy.slice(0, SHOWN_DIGITS)}…`;
  return (
    <span className={styles['invitation']}>
      Invitation to “<PersonName name={group} />
      ”, {secret === null ? 'an open group' : 'a locked group'},{' '}
      {name === undefined ? (
        `from the key ${key}`
      ) : (
        <>
          said to be from <PersonName name={name} />, whose key is {key}
        </>
      )}
    </span>
  );
}
