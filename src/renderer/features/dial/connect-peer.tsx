import { CircleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { formatAddress, parseAddress } from '../../../core/address.ts';
import { looksLikeInvite } from '../../../core/invite.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './connect-peer.module.css';
import { type Dial, outcomeOf, startDial } from './dial.ts';

/**
 * Dials one more peer from inside the group. Whether it answers comes later, as presence or an
 * alert: until it has, the address stays, so that a wrong digit can be corrected.
 */
export function ConnectPeer() {
  const say = useFailures();
  const t = useWords('dial');
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [dial, setDial] = useState<Dial | null>(null);
  const people = useMirror((mirror) => mirror.chat.people);
  const alerts = useMirror((mirror) => mirror.chat.alerts);
  const titleId = useId();
  const problemId = useId();

  const outcome = dial === null ? 'open' : outcomeOf(dial, people, alerts);
  if (outcome !== 'open') {
    setDial(null);
    if (outcome === 'worked') setAddress('');
  }

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (asking) return;
    if (looksLikeInvite(address)) {
      setProblem(t('inviteHere'));
      return;
    }
    const parsed = parseAddress(address);
    if (!parsed.ok) {
      setProblem(say(parsed.error));
      return;
    }
    setAsking(true);
    // From before the request: the answer may be on the screen before the request has ended.
    setDial(startDial(formatAddress(parsed.value), people, alerts));
    const asked = await attempt(window.parley.connect(address.trim()));
    setAsking(false);
    if (asked.ok) return;
    setDial(null);
    setProblem(say(asked.error));
  }

  return (
    <form
      aria-labelledby={titleId}
      className={styles['form']}
      noValidate
      onSubmit={(event) => void connect(event)}
    >
      <h3 id={titleId} className={styles['title']}>
        {t('title')}
      </h3>
      <input
        aria-label={t('address')}
        className={styles['input']}
        value={address}
        readOnly={asking}
        placeholder={t('example')}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        onChange={(event) => {
          setAddress(event.target.value);
          setProblem(undefined);
          setDial(null);
        }}
      />
      <Button type="submit" className={styles['button']} disabled={asking}>
        {t('connect')}
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
