import { useEffect, useState } from 'react';
import { type Invite, parseInvite } from '../../../core/invite.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
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
  const say = useFailures();
  const t = useWords('invite');
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
    setProblem(followed.ok ? undefined : say(followed.error));
  }

  if (!invite.ok) {
    return (
      <Dialog open onClose={stay} title={t('outside.damaged')}>
        <div className={styles['body']}>
          <p>{t('outside.damagedWhy')}</p>
          <div className={styles['actions']}>
            <Button onClick={stay}>{t('outside.ok')}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const namesake = !sameRoom && invite.value.group === group;
  const here = () => <PersonName name={group} />;
  const next = () => <PersonName name={invite.value.group} />;
  return (
    <Dialog
      open
      onClose={stay}
      title={
        sameRoom
          ? t.rich('outside.again', { group: here })
          : t.rich(namesake ? 'outside.leaveForNamesake' : 'outside.leaveFor', {
              group: here,
              next,
            })
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
            {t('outside.stay')}
          </Button>
          <Button look="primary" disabled={leaving || !seen} onClick={() => void follow()}>
            {t('outside.follow')}
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
  const t = useWords('invite');
  const locked = useMirror((mirror) => mirror.chat.locked);
  const kind = invite.secret === null ? 'no' : 'yes';
  return (
    <>
      <p>
        {sameRoom && t('outside.leadsHere')}
        {namesake &&
          t.rich('outside.leadsToNamesake', {
            next: () => <PersonName name={invite.group} className={styles['group']} />,
            locked: kind,
          })}
        {!sameRoom &&
          !namesake &&
          t(kind === 'yes' ? 'outside.leadsToLocked' : 'outside.leadsToOpen')}
      </p>
      {locked && kind === 'no' && <p className={styles['problem']}>{t('outside.outOfLocked')}</p>}
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
