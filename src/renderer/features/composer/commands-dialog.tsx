import { COMMANDS } from '../../../core/commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.ts';
import styles from './commands-dialog.module.css';

type CommandsDialogProps = { readonly open: boolean; readonly onClose: () => void };

/** All that can be typed in place of a message. */
export function CommandsDialog({ open, onClose }: CommandsDialogProps) {
  const t = useWords('composer');
  return (
    <Dialog open={open} onClose={onClose} title={t('commands')} reading>
      <p className={styles['lead']}>{t('commandsLead')}</p>
      <dl className={styles['list']}>
        {COMMANDS.map(({ name, argument }) => (
          <div key={name} className={styles['command']}>
            <dt>
              <span className={styles['name']}>/{name}</span>{' '}
              {argument !== 'none' && (
                <span className={styles['argument']}>{t(`argument.${name}`)}</span>
              )}
            </dt>
            <dd>{t(`command.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
