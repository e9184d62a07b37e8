import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { attempt } from '../../state/attempt.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import styles from './connection.module.css';

/** Says goodbye. The screen changes when main says so, not when the button is pressed. */
export function LeaveButton() {
  const say = useFailures();
  const t = useWords('connection');
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function leave(): Promise<void> {
    setLeaving(true);
    setProblem(undefined);
    const left = await attempt(window.parley.leave());
    setLeaving(false);
    if (!left.ok) setProblem(say(left.error));
  }

  return (
    <div className={styles['leave']}>
      {problem !== undefined && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      <Button look="quiet" title={t('leave')} disabled={leaving} onClick={() => void leave()}>
        <LogOut size={16} />
        <span className={styles['leaveWord']}>{t('leave')}</span>
      </Button>
    </div>
  );
}
