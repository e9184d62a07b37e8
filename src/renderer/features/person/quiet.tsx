import type { PeerId } from '../../../core/ids.ts';
import { Button } from '../../ui/button.tsx';
import styles from './person.module.css';
import { Problem } from './problem.tsx';
import { useChange } from './use-change.ts';

type QuietProps = { readonly id: PeerId; readonly muted: boolean; readonly blocked: boolean };

/** Hearing less of somebody, or nothing. They are not told, and the others hear them as before. */
export function Quiet({ id, muted, blocked }: QuietProps) {
  const { change, problem } = useChange(id);
  return (
    <section aria-label="Hear less of them" className={styles['section']}>
      <div className={styles['actions']}>
        <Button disabled={blocked} onClick={() => void change({ muted: !muted })}>
          {muted ? 'Unmute' : 'Mute'}
        </Button>
        <Button
          className={blocked ? undefined : styles['block']}
          onClick={() => void change({ blocked: !blocked })}
        >
          {blocked ? 'Unblock' : 'Block'}
        </Button>
      </div>
      <p className={styles['hint']}>
        {blocked
          ? 'Blocked: nothing of theirs is shown. What they have said comes back when you unblock them.'
          : 'Muted, their messages are folded. Blocked, nothing of theirs is shown. They are not told, and they still read you.'}
      </p>
      <Problem sentence={problem} />
    </section>
  );
}
