import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.ts';
import { Appearance } from './appearance.tsx';
import styles from './preferences.module.css';
import { Privacy } from './privacy.tsx';
import { useChoose } from './use-choose.ts';

type PreferencesProps = { readonly open: boolean; readonly onClose: () => void };

/** What somebody can set. Everything holds as it is chosen, so there is nothing to confirm. */
export function Preferences({ open, onClose }: PreferencesProps) {
  const t = useWords('preferences');
  const { choose, problem } = useChoose();
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      <div className={styles['body']}>
        <Appearance choose={choose} />
        <Privacy choose={choose} />
        {problem !== undefined && (
          <p role="alert" className={styles['problem']}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
