import { ChevronDown, Users } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { Button } from '../../ui/button.tsx';
import { BlockedPeople } from './blocked-people.tsx';
import styles from './people.module.css';
import { PersonRow } from './person-row.tsx';
import { rosterOf } from './roster.ts';

/**
 * Everybody this profile knows in the group; `children` stand under the list.
 *
 * Narrow windows show the same list as a strip, which the button opens to full rows and children.
 */
export function People({ children }: { readonly children: ReactNode }) {
  const self = useMirror((mirror) => mirror.chat.self);
  const people = useMirror((mirror) => mirror.chat.people);
  const naming = useNaming();
  const roster = useMemo(() => rosterOf(self, people, naming), [self, people, naming]);
  const { shown, blocked } = roster;
  const first = shown.find(({ own }) => !own)?.id;
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const panelId = useId();

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    toggle.current?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles up here from the controls inside
    <div className={styles['people']} data-open={open} onKeyDown={closeOnEscape}>
      <h2 className={styles['heading']}>
        People <span className={styles['count']}>{shown.length}</span>
      </h2>
      <Button
        ref={toggle}
        look="quiet"
        className={styles['toggle']}
        aria-label={`People ${shown.length}, connect to a peer`}
        title="People, connect to a peer"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
      >
        <Users size={16} />
        People
        <span className={styles['count']}>{shown.length}</span>
        <ChevronDown size={14} className={styles['chevron']} />
      </Button>
      <div id={panelId} className={styles['panel']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must scroll by keyboard */}
        <ul aria-label="People" className={styles['list']} tabIndex={0}>
          {shown.map(({ id, ...person }) => (
            <PersonRow key={id} personId={id} first={id === first} {...person} />
          ))}
        </ul>
        <BlockedPeople people={blocked} />
        <div className={styles['below']}>{children}</div>
      </div>
    </div>
  );
}
