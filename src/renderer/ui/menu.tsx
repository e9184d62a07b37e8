import { Menu as Base } from '@base-ui/react/menu';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';

/** Where a menu or a popover opens: at a thing of the page, or at a place in it. */
export type Anchor = Exclude<ComponentProps<typeof Base.Positioner>['anchor'], undefined>;

type MenuProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly anchor: Anchor;
  /** Its name. */
  readonly label: string;
  /** What has the focus when it has closed; null: that is settled elsewhere. */
  readonly focusAfter: () => HTMLElement | null;
  readonly children: ReactNode;
};

/** Things to do, one of which is chosen: by arrow keys, by first letters or by a click. */
export function Menu({ open, onClose, anchor, label, focusAfter, children }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={(wanted) => !wanted && onClose()} modal={false}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={styles['place']}
        >
          <Base.Popup
            aria-label={label}
            finalFocus={() => focusAfter() ?? false}
            className={styles['menu']}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = {
  readonly icon: ReactNode;
  readonly onChoose: () => void;
  /** The key that does the same. */
  readonly keys?: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
};

export function MenuItem({ icon, onChoose, keys, danger = false, children }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onChoose}
      aria-keyshortcuts={keys}
      className={classNames(styles['item'], danger && styles['danger'])}
    >
      {icon}
      <span className={styles['words']}>{children}</span>
      {keys !== undefined && (
        <span aria-hidden="true" className={styles['keys']}>
          {keys}
        </span>
      )}
    </Base.Item>
  );
}

export function MenuLine() {
  return <Base.Separator className={styles['line']} />;
}
