import { Lock, Users } from 'lucide-react';
import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react';
import { YourAddress } from '../features/address/your-address.tsx';
import { Alerts } from '../features/alerts/alerts.tsx';
import { Composer } from '../features/composer/composer.tsx';
import { ConnectionWords } from '../features/connection/connection-words.tsx';
import { LeaveButton } from '../features/connection/leave-button.tsx';
import { ConnectPeer } from '../features/dial/connect-peer.tsx';
import { Invite } from '../features/invite/invite.tsx';
import { MessageArea } from '../features/message/message-area.tsx';
import { People } from '../features/people/people.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { TypingLine } from '../features/typing/typing-line.tsx';
import { closeCard, closeProfile, useCard, useProfile } from '../state/card.ts';
import { useMirror } from '../state/mirror.ts';
import { Button } from '../ui/button.tsx';
import { lazily, lazyDialog } from '../ui/lazily.tsx';
import { PersonName } from '../ui/person-name.tsx';
import { useWords } from '../words/words.ts';
import styles from './chat-screen.module.css';
import { PanelButtons } from './panel-buttons.tsx';

const Invited = lazily(async () => (await import('../features/invite/invited.tsx')).Invited);
const PersonCard = lazyDialog(
  async () => (await import('../features/person/person-card.tsx')).PersonCard,
);
const YourProfile = lazyDialog(
  async () => (await import('../features/profile/your-profile.tsx')).YourProfile,
);

/**
 * The group: who is there on the left, what is said on the right.
 *
 * In a narrow window the left part is a drawer. It is open while the focus is in it, however that got
 * there, so that the keyboard and a screen reader need not know of it.
 */
export function ChatScreen() {
  const t = useWords('app');
  const group = useMirror((mirror) => mirror.chat.group);
  const locked = useMirror((mirror) => mirror.chat.locked);
  const cardOpen = useCard((card) => card.open);
  const profileOpen = useProfile(({ open }) => open);
  const invited = useMirror((mirror) => mirror.invitation !== null);
  const [open, setOpen] = useState(false);
  const sidebar = useRef<HTMLElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const sidebarId = useId();

  // Of a group that has been left, no card is to open in the next one.
  useEffect(() => {
    return () => {
      closeCard();
      closeProfile();
    };
  }, []);

  /** Elsewhere the focus closes it. In a wide window there is no button, and nothing to close. */
  function close(event: SyntheticEvent): void {
    event.preventDefault();
    opener.current?.focus();
  }

  function closeOnEscape(event: KeyboardEvent): void {
    // What a dialog does not want comes by here as well, though it does not lie in here.
    const inside = event.target instanceof Node && sidebar.current?.contains(event.target);
    if (event.key === 'Escape' && inside) close(event);
  }

  return (
    <div className={styles['screen']} data-open={open}>
      <aside
        ref={sidebar}
        id={sidebarId}
        tabIndex={-1}
        aria-label={t('group')}
        className={styles['sidebar']}
        onFocus={() => setOpen(true)}
        onKeyDown={closeOnEscape}
      >
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
        <div className={styles['panels']}>
          <PanelButtons />
        </div>
      </aside>
      <div className={styles['scrim']} onPointerDown={close} />
      <main className={styles['main']} onFocus={() => setOpen(false)}>
        <header className={styles['header']}>
          <Button
            ref={opener}
            look="icon"
            className={styles['opener']}
            aria-label={t('openGroup')}
            title={t('openGroup')}
            aria-expanded={open}
            aria-controls={sidebarId}
            onClick={() => sidebar.current?.focus()}
          >
            <Users size={18} />
          </Button>
          <div className={styles['words']} data-group={group}>
            <ConnectionWords />
          </div>
          <div className={styles['leave']}>
            <LeaveButton />
          </div>
        </header>
        <div className={styles['pane']}>
          <Alerts />
          <MessageArea>
            <Timeline />
          </MessageArea>
          <TypingLine />
          <Composer />
        </div>
      </main>
      <PersonCard open={cardOpen} />
      <YourProfile open={profileOpen} />
      {invited && <Invited />}
    </div>
  );
}
