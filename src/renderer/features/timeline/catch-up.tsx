import { useMirror } from '../../state/mirror.ts';
import { useWords } from '../../words/words.ts';
import styles from './catch-up.module.css';

/** How much has come of what was said while this peer was away. Lies over the top: nothing moves. */
export function CatchUp() {
  const t = useWords('timeline');
  const catchUp = useMirror((mirror) => mirror.chat.catchUp);
  if (catchUp === null) return null;
  const { done, total } = catchUp;
  const words = t('catchingUpWith', { done, total });
  return (
    <div className={styles['catchUp']}>
      <p className={styles['words']}>{words}</p>
      <div
        role="progressbar"
        aria-label={t('catchingUp')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={words}
        className={styles['bar']}
      >
        <div className={styles['done']} style={{ inlineSize: `${(100 * done) / total}%` }} />
      </div>
    </div>
  );
}
