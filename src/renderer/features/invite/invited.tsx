import { useEffect, useState } from 'react';
import { type Invite, parseInvite } from '../../../core/invite.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './invite.module.css';

/**
 * How long an invitation is shown before it can be followed, in ms. A page chooses when its link
 * comes: without this, one that comes in place of another gets the click that was meant for that.
 * Long enough to see that something has changed, and half of what Firefox waits for the same reason
 * (`security.dialog_enable_delay`).
 */
const SHOWN_FIRST_MS = 500;

/**
 * Asks before a link from outside takes somebody out of their group. Any web page can open such a
 * link, so nothing is left or joined without an answer.
 */
export function Invited() {
  const invitation = useMirror((mirror) => mirror.invitation);
  const group = useMirror((mirror) => mirror.chat.group);
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const seen = useSeen(invitation?.number ?? 0);
  if (invitation === null) return null;
  const { number, link, sameRoom } = invitation;
  const invite = parseInvite(link);

  function stay(): void {
    setProblem(undefined);
    void window.parley.putInvitationAway(number);
  }

  async function follow(): Promise<void> {
    setLeaving(true);
    const followed = await attempt(window.parley.followInvitation(number));
    setLeaving(false);
    setProblem(followed.ok ? undefined : followed.error.message);
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
  const namesake = !sameRoom && invite.value.group === group;
  return (
    <Dialog
      open
      onClose={stay}
      title={
        sameRoom ? (
          <>
            Join “<PersonName name={group} />” again with this link?
          </>
        ) : (
          <>
            Leave “<PersonName name={group} />” and join {namesake && 'another group, also called '}
            “<PersonName name={invite.value.group} />
            ”?
          </>
        )
      }
    >
      <div className={styles['body']}>
        <WhereTo invite={invite.value} sameRoom={sameRoom} namesake={namesake} />
        {problem !== undefined && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
        <div className={styles['actions']}>
          <Button disabled={leaving} onClick={stay}>
            Stay
          </Button>
          <Button look="primary" disabled={leaving || !seen} onClick={() => void follow()}>
            Leave and join
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

type WhereToProps = {
  readonly invite: Invite;
  readonly sameRoom: boolean;
  /** Called as the group one is in, which anybody can call theirs. */
  readonly namesake: boolean;
};

/** What a link leads to, and loudest where it leads out of a locked group into an open one. */
function WhereTo({ invite, sameRoom, namesake }: WhereToProps) {
  const locked = useMirror((mirror) => mirror.chat.locked);
  const name = <PersonName name={invite.group} className={styles['group']} />;
  const kind = invite.secret === null ? 'open' : 'locked';
  return (
    <>
      <p>
        An invite link was opened outside Parley. It leads{' '}
        {sameRoom && 'to the locked group you are in, by the secret that it has in this link'}
        {namesake && (
          <>
            to another group that is also called “{name}”,{' '}
            {kind === 'open' ? 'an open' : 'a locked'} one
          </>
        )}
        {!sameRoom && !namesake && `to ${kind === 'open' ? 'an open' : 'a locked'} group`}. If you
        did not open it, stay.
      </p>
      {locked && kind === 'open' && (
        <p className={styles['problem']}>
          The group you are in is locked, this one is not: anyone who reaches it can read what you
          write there.
        </p>
      )}
    </>
  );
}

/** Whether the invitation of this number has been on the screen for long enough to be answered. */
function useSeen(number: number): boolean {
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(number), SHOWN_FIRST_MS);
    return () => clearTimeout(timer);
  }, [number]);
  return seen === number;
}
