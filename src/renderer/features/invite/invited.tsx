import { useState } from 'react';
import { parseInvite } from '../../../core/invite.ts';
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
  if (link === null) return null;
  const invite = parseInvite(link);

  function stay(): void {
    void window.parley.putInvitationAway();
  }

  async function follow(): Promise<void> {
    setLeaving(true);
    const followed = await attempt(window.parley.followInvitation());
    setLeaving(false);
    if (!followed.ok) setProblem(followed.error.message);
  }

  if (!invite.ok) {
    return (
      <Dialog open onClose={stay} title="This invite link is damaged">
        <div className={styles['body']}>
          <p>
            A link that was opened outside Parley leads nowhere. Ask whoever sent it to copy it
            again, from the first letter to the last.
          </p>
          <div className={styles['actions']}>
            <Button onClick={stay}>OK</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const again = invite.value.group === group;
  return (
    <Dialog
      open
      onClose={stay}
      title={
        again ? (
          <>
            Join “<PersonName name={group} />” again with this link?
          </>
        ) : (
          <>
            Leave “<PersonName name={group} />” and join “<PersonName name={invite.value.group} />
            ”?
          </>
        )
      }
    >
      <div className={styles['body']}>
        <p>
          An invite link was opened outside Parley. It leads to{' '}
          {invite.value.secret === null ? 'an open group' : 'a locked group'}
          {again && ' of that name, perhaps the one you are in with a new secret'}. If you did not
          open it, stay.
        </p>
        {problem !== undefined && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <div className={styles['actions']}>
          <Button disabled={leaving} onClick={stay}>
            Stay
          </Button>
          <Button look="primary" disabled={leaving} onClick={() => void follow()}>
            Leave and join
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
