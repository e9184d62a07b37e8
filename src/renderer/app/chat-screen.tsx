import { Lock } from 'lucide-react';
import { YourAddress } from '../features/address/your-address.tsx';
import { Alerts } from '../features/alerts/alerts.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { ConnectionWords } from '../features/connection/connection-words.tsx';
import { LeaveButton } from '../features/connection/leave-button.tsx';
import { ConnectPeer } from '../features/dial/connect-peer.tsx';
import { Invite } from '../features/invite/invite.tsx';
import { Invited } from '../features/invite/invited.tsx';
import { People } from '../features/people/people.tsx';
import { PersonCard } from '../features/person/person-card.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { useMirror } from '../state/mirror.ts';
import { PersonName } from '../ui/person-name.tsx';
import { useWords } from '../words/words.ts';
import styles from './chat-screen.module.css';

/**
 * The group: who is there on the left, what is said on the right.
 *
 * In a narrow window the same elements become rows above the timeline; nothing leaves the page,
 * so that what can be read aloud does not depend on the width.
 */
export function ChatScreen() {
  const t = useWords('app');
  const group = useMirror((mirror) => mirror.chat.group);
  const locked = useMirror((mirror) => mirror.chat.locked);
  return (
    <div className={styles['screen']}>
      <aside className={styles['sidebar']} aria-label={t('group')}>
        <div className={styles['group']}>
          <h1 className={styles['name']} title={group}>
            <PersonName name={group} />
          </h1>
          {locked && (
            <Lock size={14} role="img" aria-label={t('lockedGroup')} className={styles['lock']} />
          )}
        </div>
        <div className={styles['address']}>
          <YourAddress />
          <Invite />
        </div>
        <div className={styles['people']}>
          <People>
            <ConnectPeer />
          </People>
        </div>
      </aside>
      <main className={styles['main']}>
        <header className={styles['header']}>
          <div className={styles['words']}>
            <ConnectionWords />
          </div>
          <div className={styles['leave']}>
            <LeaveButton />
          </div>
        </header>
        <div className={styles['pane']}>
          <Alerts />
          <Timeline />
          <Composer />
        </div>
      </main>
      <PersonCard />
      <Invited />
    </div>
  );
}
