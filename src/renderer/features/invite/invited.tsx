import { useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './invite.module.css';

/**
 * Asks before a link from outside takes somebody out of their group. Any web page can open such a
 * link, so nothing is left or joined without an answer.
 */
export function Invited() {
  const link = useMirror((mirror) => mirror.invitation);
  const group = useMirror((mirror) => mirror.chat.group);
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  function stay(): void {
    setProblem(undefined);
    void window.parley.putInvitationAway();
  }

  async function follow(): Promise<void> {
    setLeaving(true);
    const followed = await attempt(window.parley.followInvitation());
    setLeaving(false);
    if (!followed.ok) setProblem(followed.error.message);
  }

  return (
    <Dialog
      open={link !== null}
      onClose={stay}
      title={
        <>
          Leave “<PersonName name={group} />” and join another group?
        </>
      }
    >
      <div className={styles['body']}>
        <p>An invite link has been opened outside Parley.</p>
        {problem !== undefined && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <div className={styles['actions']}>
          <Button look="primary" disabled={leaving} onClick={() => void follow()}>
            Leave and join
          </Button>
          <Button disabled={leaving} onClick={stay}>
            Stay
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
