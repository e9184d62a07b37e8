import { isDoubted } from '../../../core/contacts.ts';
import { labelOf, nameFor } from '../../../core/labels.ts';
import { closeCard, useCard } from '../../state/card.ts';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PersonMarks } from '../../ui/person-marks.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { About } from './about.tsx';
import { Connection } from './connection.tsx';
import { Doubt } from './doubt.tsx';
import { Nickname } from './nickname.tsx';
import styles from './person.module.css';
import { Quiet } from './quiet.tsx';
import { Safety } from './safety.tsx';

/** Who somebody is, and what one decides about them. Opened from their names. */
export function PersonCard({ open }: { readonly open: boolean }) {
  const id = useCard((card) => card.person);
  const peer = useMirror(({ chat }) => chat.people.find((person) => person.id === id));
  const naming = useNaming();
  const contact = peer && naming.contacts[peer.id];
  return (
    <Dialog
      open={open && peer !== undefined}
      onClose={closeCard}
      title={
        peer && (
          <span className={styles['title']}>
            <PersonName name={nameFor(peer, naming.contacts)} tag={naming.tags[peer.id]} />
            <PersonMarks verified={contact?.verified ?? false} muted={contact?.muted ?? false} />
          </span>
        )
      }
    >
      {peer && (
        <div className={styles['card']} key={peer.id}>
          {isDoubted(contact) && <Doubt name={contact.notThe} />}
          <About peer={peer} contact={contact} />
          <Connection peer={peer} looking={open} />
          <Safety
            id={peer.id}
            label={labelOf(peer, naming)}
            verified={contact?.verified ?? false}
          />
          <Nickname id={peer.id} nickname={contact?.nickname ?? null} />
          <Quiet id={peer.id} muted={contact?.muted ?? false} blocked={contact?.blocked ?? false} />
        </div>
      )}
    </Dialog>
  );
}
