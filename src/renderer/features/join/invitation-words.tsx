import type { Invite } from '../../../core/invite.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
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
  const t = useWords('join');
  const { group, secret, invitedBy } = invite;
  const key = `${invitedBy.slice(0, SHOWN_DIGITS)}…`;
  const locked = secret === null ? 'no' : 'yes';
  const named = { group: () => <PersonName name={group} />, locked, key };
  return (
    <span className={styles['invitation']}>
      {name === undefined
        ? t.rich('invitation', named)
        : t.rich('invitationFrom', { ...named, inviter: () => <PersonName name={name} /> })}
    </span>
  );
}
