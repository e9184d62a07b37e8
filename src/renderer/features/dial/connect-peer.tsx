import { CircleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { parseAddress } from '../../../core/address.ts';
import { attempt } from '../../state/attempt.ts';
import { Button } from '../../ui/button.tsx';
import styles from './connect-peer.module.css';

/** Dials one more peer from inside the group. Whether it answers comes later, as presence or an alert. */
export function ConnectPeer() {
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string>();
  const [dialling, setDialling] = useState(false);
  const problemId = useId();

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (dialling) return;
    const parsed = parseAddress(address);
    if (!parsed.ok) {
      setProblem(parsed.error.message);
      return;
    }
    setDialling(true);
    const dialled = await attempt(window.parley.connect(address.trim()));
    setDialling(false);
    if (dialled.ok) setAddress('');
    else setProblem(dialled.error.message);
  }

  return (
    <form className={styles['form']} noValidate onSubmit={(event) => void connect(event)}>
      <input
        aria-label="Peer address"
        className={styles['input']}
        value={address}
        readOnly={dialling}
        placeholder="host:port"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        onChange={(event) => {
          setAddress(event.target.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" className={styles['button']} disabled={dialling}>
        Connect
      </Button>
      {problem !== undefined && (
        <p id={problemId} role="alert" className={styles['problem']}>
          <CircleAlert size={14} />
          <span>{problem}</span>
        </p>
      )}
    </form>
  );
}
