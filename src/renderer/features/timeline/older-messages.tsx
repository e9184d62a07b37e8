import { type RefObject, useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './timeline.module.css';

type OlderMessagesProps = {
  /** Takes the focus once this button has nothing more to offer and goes. */
  readonly log: RefObject<HTMLElement | null>;
};

/** Asks for what lies before the first message shown. */
export function OlderMessages({ log }: OlderMessagesProps) {
  const say = useFailures();
  const t = useWords('timeline');
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function load(): Promise<void> {
    if (loading) return;
    log.current?.focus({ preventScroll: true });
    setLoading(true);
    setProblem(undefined);
    const loaded = await attempt(window.parley.loadOlder());
    setLoading(false);
    if (!loaded.ok) setProblem(say(loaded.error));
  }

  return (
    <div className={styles['older']}>
      <Button aria-disabled={loading} className={styles['olderButton']} onClick={() => void load()}>
        {t('older')}
      </Button>
      {problem !== undefined && <p className={styles['problem']}>{problem}</p>}
    </div>
  );
}
