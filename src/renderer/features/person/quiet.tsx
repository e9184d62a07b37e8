import type { PeerId } from '../../../core/ids.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './person.module.css';
import { Problem } from './problem.tsx';
import { useChange } from './use-change.ts';

type QuietProps = { readonly id: PeerId; readonly muted: boolean; readonly blocked: boolean };

/** Hearing less of somebody, or nothing. They are not told, and the others hear them as before. */
export function Quiet({ id, muted, blocked }: QuietProps) {
  const t = useWords('person');
  const { change, problem } = useChange(id);
  return (
    <section aria-label={t('hearLess')} className={styles['section']}>
      <div className={styles['actions']}>
        <Button disabled={blocked} onClick={() => void change({ muted: !muted })}>
          {muted ? t('unmute') : t('mute')}
        </Button>
        <Button
          className={blocked ? undefined : styles['block']}
          onClick={() => void change({ blocked: !blocked })}
        >
          {blocked ? t('unblock') : t('block')}
        </Button>
      </div>
      <p className={styles['hint']}>{blocked ? t('blockedMeans') : t('quietMeans')}</p>
      <Problem sentence={problem} />
    </section>
  );
}
