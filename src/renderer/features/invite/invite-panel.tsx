import { useEffect, useRef, useState } from 'react';
import { ChangeSecret } from './change-secret.tsx';
import { Invitation } from './invitation.tsx';
import styles from './invite.module.css';

/** What the dialog holds: the invitation, or the question whether its secret is to be changed. */
export function InvitePanel() {
  const [changing, setChanging] = useState(false);
  const [changed, setChanged] = useState(false);
  const panel = useRef<HTMLDivElement>(null);

  // The button that was pressed has gone, and the focus with it.
  const shown = useRef(changing);
  useEffect(() => {
    if (shown.current !== changing) panel.current?.focus();
    shown.current = changing;
  }, [changing]);

  function endChange(done: boolean): void {
    setChanging(false);
    setChanged((before) => before || done);
  }

  return (
    <div ref={panel} tabIndex={-1} className={styles['panel']}>
      {changing ? (
        <ChangeSecret onEnd={endChange} />
      ) : (
        <Invitation changed={changed} onChange={() => setChanging(true)} />
      )}
    </div>
  );
}
