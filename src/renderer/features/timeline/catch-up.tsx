import { useMirror } from '../../state/mirror.ts';
import styles from './catch-up.module.css';

const numbers = new Intl.NumberFormat();

/** How much has come of what was said while this peer was away. Lies over the top: nothing moves. */
export function CatchUp() {
  const catchUp = useMirror((mirror) => mirror.chat.catchUp);
  if (catchUp === null) return null;
  const { done, total } = catchUp;
  const words = `Catching up: ${numbers.format(done)} of ${numbers.format(total)} messages`;
  return (
    <div className={styles['catchUp']}>
      <p className={styles['words']}>{words}</p>
      <div
        role="progressbar"
        aria-label="Catching up"
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
