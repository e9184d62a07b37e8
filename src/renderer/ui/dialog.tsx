import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Its heading, and its name. */
  readonly title: ReactNode;
  /** What has the focus when it has closed; left out: what had it before. */
  readonly focusAfter?: () => HTMLElement | null;
  /** Nothing in it takes the focus, so that it does itself: the keyboard has to scroll it. */
  readonly reading?: boolean;
  readonly children: ReactNode;
};

/**
 * A window inside the window: the focus stays in it until it is closed, by Escape, by its button or
 * by a click beside it, and then returns to where it was.
 *
 * Base UI styles by way of CSSOM only, so it needs neither inline styles nor HTML from strings.
 */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, focusAfter, reading = false, children } = props;
  const t = useWords('common');
  return (
    <Base.Root open={open} onOpenChange={(wanted) => !wanted && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Viewport className={styles['viewport']}>
          <Base.Popup
            className={styles['popup']}
            {...(focusAfter && { finalFocus: () => focusAfter() ?? true })}
          >
            <header className={styles['header']}>
              <Base.Title className={styles['title']}>{title}</Base.Title>
              <Base.Close
                render={<Button look="icon" aria-label={t('close')} className={styles['close']} />}
              >
                <X size={16} />
              </Base.Close>
            </header>
            <div className={styles['body']} tabIndex={reading ? 0 : undefined}>
              {children}
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
