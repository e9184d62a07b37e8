import { Alerts } from '../features/alerts/alerts.tsx';
import { JoinForm } from '../features/join/join-form.tsx';
import { Mark } from '../ui/mark.tsx';
import styles from './join-screen.module.css';

/** Where everybody starts: what the program is called, and the form. */
export function JoinScreen() {
  return (
    <div className={styles['screen']}>
      <Alerts />
      <main className={styles['main']}>
        <div className={styles['column']}>
          <header className={styles['header']}>
            <Mark />
            <div>
              <h1 className={styles['title']}>Parley</h1>
              <p className={styles['lead']}>
                To join a group, paste an invite link or enter the address of somebody in it. To
                start one, leave seed peers empty.
              </p>
            </div>
          </header>
          <JoinForm />
        </div>
      </main>
    </div>
  );
}
