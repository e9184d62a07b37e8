import { useState } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
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
  const say = useFailures();
  const t = useWords('invite');
  const locked = useMirror((mirror) => mirror.chat.locked);
  const [round, setRound] = useState(0);
  const invite = useInvite(round);
  return (
    <div className={styles['body']}>
      {changed && (
        <p role="status" className={styles['done']}>
          {t('secretChanged')}
        </p>
      )}
      <WhoCanComeIn />
      {invite === null && (
        <p className={styles['wait']}>
          <Spinner /> {t('making')}
        </p>
      )}
      {invite?.ok === false && (
        <div className={styles['actions']}>
          <p role="alert" className={styles['problem']}>
            {say(invite.error)}
          </p>
          <Button onClick={() => setRound(round + 1)}>{t('tryAgain')}</Button>
        </div>
      )}
      {invite?.ok && <LinkToShare link={invite.value} />}
      {locked && (
        <Button look="quiet" className={styles['change']} onClick={onChange}>
          {t('changeSecretMore')}
        </Button>
      )}
    </div>
  );
}

function WhoCanComeIn() {
  const t = useWords('invite');
  const group = useMirror((mirror) => mirror.chat.group);
  const locked = useMirror((mirror) => mirror.chat.locked);
  const name = () => <PersonName name={group} className={styles['group']} />;
  return <p>{t.rich(locked ? 'whoIfLocked' : 'whoIfOpen', { group: name })}</p>;
}
