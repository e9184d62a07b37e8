import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { shownAlerts } from '../../../core/contacts.ts';
import { assertNever } from '../../../core/result.ts';
import type { Alert } from '../../../core/state.ts';
import { dismissAlert, useMirror } from '../../state/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import { AlertAction } from './alert-action.tsx';
import styles from './alerts.module.css';

/**
 * What went wrong in the background, one banner a sentence, until somebody puts it away.
 *
 * A small window shows the first and how many there are; the others are still read aloud.
 */
export function Alerts() {
  const say = useFailures();
  const t = useWords('alerts');
  const alerts = useMirror((mirror) => mirror.chat.alerts);
  const dismissed = useMirror((mirror) => mirror.dismissed);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const shown = shownAlerts(alerts, contacts).filter((alert) => !dismissed.includes(alert.key));
  if (shown.length === 0) return null;
  return (
    <div className={styles['alerts']}>
      {shown.map((alert, index) => (
        <div key={alert.key} className={styles['alert']} data-severity={alert.severity}>
          <SeverityIcon severity={alert.severity} />
          <p
            role={alert.severity === 'note' ? 'status' : 'alert'}
            dir="auto"
            className={styles['sentence']}
          >
            {say(alert)}
          </p>
          <AlertAction alert={alert} />
          {index === 0 && shown.length > 1 && (
            <span className={styles['count']}>{t('count', { total: shown.length })}</span>
          )}
          <Button
            look="icon"
            aria-label={t('dismiss')}
            className={styles['dismiss']}
            onClick={() => dismissAlert(alert.key)}
          >
            <X size={16} />
          </Button>
        </div>
      ))}
    </div>
  );
}

function SeverityIcon({ severity }: Pick<Alert, 'severity'>) {
  switch (severity) {
    case 'note':
      return <Info size={16} />;
    case 'warning':
      return <TriangleAlert size={16} />;
    case 'error':
      return <CircleAlert size={16} />;
    default:
      return assertNever(severity);
  }
}
