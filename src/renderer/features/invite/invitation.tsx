import { useState } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './invite.module.css';
import { LinkToShare } from './link-to-share.tsx';
import { useInvite } from './use-invite.ts';

type InvitationProps = {
  /** The secret has just been changed. */
  readonly changed: boolean;
  readonly onChange: () => void;
};

/** Who can come in, the link, and for a locked group the way to another lock. */
export function Invitation({ changed, onChange }: InvitationProps) {
  const locked = useMirror((mirror) => mirror.chat.locked);
  const [round, setRound] = useState(0);
  const invite = useInvite(round);
  return (
    <div className={styles['body']}>
      {changed && (
        <p role="status" className={styles['done']}>
          The secret is changed. Old links do not lead to you any more: give this one to everybody
          who is to come back.
        </p>
      )}
      <WhoCanComeIn />
      {invite === null && (
        <p className={styles['wait']}>
          <Spinner /> Making the link…
        </p>
      )}
      {invite?.ok === false && (
        <div className={styles['actions']}>
          <p role="alert" className={styles['problem']}>
            {invite.error.message}
          </p>
          <Button onClick={() => setRound(round + 1)}>Try again</Button>
        </div>
      )}
      {invite?.ok && <LinkToShare link={invite.value} />}
      {locked && (
        <Button look="quiet" className={styles['change']} onClick={onChange}>
          Change the secret…
        </Button>
      )}
    </div>
  );
}

function WhoCanComeIn() {
  const group = useMirror((mirror) => mirror.chat.group);
  const locked = useMirror((mirror) => mirror.chat.locked);
  const name = <PersonName name={group} className={styles['group']} />;
  if (locked) {
    return (
      <p>
        Anyone with this link can read and write in “{name}”, and read what was said before. Give it
        only to people you want there.
      </p>
    );
  }
  return (
    <p>
      Anyone with this link can read and write in “{name}”. The group is open: so can anyone else
      who reaches the address of somebody in it.
    </p>
  );
}
