import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import type { Anchor } from './menu.tsx';
import styles from './popover.module.css';

type PopoverProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly anchor: Anchor;
  /** Its name. */
  readonly label: string;
  /** What has the focus when it has closed; null: that is settled elsewhere. */
  readonly focusAfter: () => HTMLElement | null;
  readonly children: ReactNode;
};

/** A small window at a thing of the page. The focus goes into it, and back when it closes. */
export function Popover({ open, onClose, anchor, label, focusAfter, children }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={(wanted) => !wanted && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          sideOffset={4}
          collisionPadding={8}
          className={styles['place']}
        >
          <Base.Popup
            aria-label={label}
            finalFocus={() => focusAfter() ?? false}
            className={styles['popover']}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
