import { useState } from 'react';
import type { PeerId } from '../../../core/ids.ts';
import type { Alert } from '../../../core/state.ts';
import { attempt } from '../../state/attempt.ts';
import { openCard } from '../../state/card.ts';
import { dismissAlert, useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './alerts.module.css';

/** What can be done about somebody whom an alert names: mute a flood, compare with whoever is doubted. */
export function AlertAction({ alert }: { readonly alert: Alert }) {
  const t = useWords('alerts');
  const { key, code, about } = alert;
  const id = useMirror(
    ({ chat }) => chat.people.find((peer) => about === peer.id || about === `name:${peer.id}`)?.id,
  );
  const muted = useMirror(({ chat }) => id !== undefined && chat.contacts[id]?.muted);
  if (id === undefined) return null;
  if (code === 'flood' && !muted) return <Mute id={id} alertKey={key} />;
  if (code !== 'known-name-new-key') return null;
  return (
    <Button className={styles['action']} aria-haspopup="dialog" onClick={() => openCard(id)}>
      {t('compare')}
    </Button>
  );
}

function Mute({ id, alertKey }: { readonly id: PeerId; readonly alertKey: string }) {
  const say = useFailures();
  const t = useWords('alerts');
  const [problem, setProblem] = useState<string>();

  async function mute(): Promise<void> {
    const changed = await attempt(window.parley.changeContact(id, { muted: true }));
    if (changed.ok) dismissAlert(alertKey);
    else setProblem(say(changed.error));
  }

  return (
    <>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <Button className={styles['action']} onClick={() => void mute()}>
        {t('mute')}
      </Button>
    </>
  );
}
