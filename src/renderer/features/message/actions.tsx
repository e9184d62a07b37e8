import { Ellipsis, Pencil, Reply, SmilePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import { openPopup, useIsActive, useMessagePopup } from '../../state/message-popup.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './actions.module.css';
import { doable, edit, replyTo } from './do.ts';

/**
 * What can be done with a message, at its upper edge: seen while it is pointed at or has the focus.
 *
 * The button for everything is in every message, for those who find it by ear; what it shows, and the
 * others, only in the one that is active, since there are hundreds.
 */
export function Actions({ message }: { readonly message: ChatMessage }) {
  const t = useWords('message');
  const { id } = message;
  const active = useIsActive(id);
  const open = useMessagePopup((popup) => popup.kind === 'menu' && popup.id === id);
  const busy = useMessagePopup((popup) => popup.kind !== null && popup.id === id);
  const can = doable(message);
  if (!can.reply) return null;
  return (
    <div className={styles['bar']} data-actions="" data-busy={busy}>
      {active && (
        <>
          <Act name={t('react')} onAct={(button) => openPopup('reactions', id, button)}>
            <SmilePlus size={16} />
          </Act>
          <Act name={t('reply')} onAct={() => replyTo(message)}>
            <Reply size={16} />
          </Act>
          {can.edit && (
            <Act name={t('edit')} onAct={() => edit(message)}>
              <Pencil size={16} />
            </Act>
          )}
        </>
      )}
      <Button
        look="icon"
        className={styles['act']}
        aria-label={t('actions')}
        title={t('actions')}
        aria-haspopup="menu"
        aria-expanded={open}
        tabIndex={active ? 0 : -1}
        onClick={(event) => openPopup('menu', id, event.currentTarget)}
      >
        {(active || busy) && <Ellipsis size={16} />}
      </Button>
    </div>
  );
}

type ActProps = {
  readonly name: string;
  readonly onAct: (button: HTMLElement) => void;
  readonly children: ReactNode;
};

function Act({ name, onAct, children }: ActProps) {
  return (
    <Button
      look="icon"
      className={styles['act']}
      aria-label={name}
      title={name}
      onClick={(event) => onAct(event.currentTarget)}
    >
      {children}
    </Button>
  );
}
