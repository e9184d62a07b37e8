import { Alerts } from '../features/alerts/alerts.tsx';
import { JoinForm } from '../features/join/join-form.tsx';
import { Mark } from '../ui/mark.tsx';
import { useWords } from '../words/words.ts';
import styles from './join-screen.module.css';
import { PanelButtons } from './panel-buttons.tsx';

/** Where everybody starts: what the program is called, and the form. */
export function JoinScreen() {
  const t = useWords('app');
  return (
    <div className={styles['screen']}>
      <Alerts />
      <main className={styles['main']}>
        <div className={styles['column']}>
          <header className={styles['header']}>
            <Mark />
            <div>
              <h1 className={styles['title']}>Parley</h1>
              <p className={styles['lead']}>{t('lead')}</p>
            </div>
          </header>
          <JoinForm />
        </div>
        <div className={styles['panels']}>
          <PanelButtons />
        </div>
      </main>
    </div>
  );
}
