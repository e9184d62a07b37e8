import { Popover } from '@base-ui/react/popover';
import { type ReactElement, type RefObject, useState } from 'react';
import { useWords } from '../../words/words.ts';
import { lazily } from '../lazily.tsx';
import styles from './emoji.module.css';

const EmojiPanel = lazily(async () => (await import('./emoji-panel.tsx')).EmojiPanel);

type EmojiPickerProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly onPick: (char: string) => void;
  /** Where the focus goes after it; back to the button otherwise. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
};

/** A button's pane of all emoji, which closes when one is picked. */
export function EmojiPicker({ trigger, onPick, finalFocus }: EmojiPickerProps) {
  const t = useWords('emoji');
  const [open, setOpen] = useState(false);

  function pick(char: string): void {
    setOpen(false);
    onPick(char);
  }

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} className={styles['positioner']}>
          <Popover.Popup
            aria-label={t('emoji')}
            className={styles['popup']}
            finalFocus={finalFocus ?? true}
          >
            <EmojiPanel onPick={pick} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
