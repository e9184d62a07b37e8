import type { Invite } from '../../../core/invite.ts';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './join.module.css';

/** Digits of a key that people compare at a glance; all of them are in the inviter's card. */
const SHOWN_DIGITS = 8;

/** What a link holds, before anybody follows it. It cannot say who made it but by their key. */
export function InvitationWords({ invite }: { readonly invite: Invite }) {
  const { group, secret, invitedBy } = invite;
  return (
    <span className={styles['invitation']}>
      Invitation to “<PersonName name={group} />
      ”, {secret === null ? 'an open group' : 'a locked group'}, from the key{' '}
      {invitedBy.slice(0, SHOWN_DIGITS)}…
    </span>
  );
}
