import { Keyboard, Settings } from 'lucide-react';
import { openPanel } from '../state/panel.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';
import styles from './panel-buttons.module.css';

/** The ways to the dialogs about the program itself, for those who press no keys. */
export function PanelButtons() {
  const preferences = useWords('preferences')('title');
  const shortcuts = useWords('shortcuts')('title');
  return (
    <div className={styles['buttons']}>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => openPanel('preferences')}>
        <Settings size={16} />
        {preferences}
      </Button>
      <Button
        look="icon"
        aria-haspopup="dialog"
        aria-label={shortcuts}
        title={shortcuts}
        onClick={() => openPanel('shortcuts')}
      >
        <Keyboard size={16} />
      </Button>
    </div>
  );
}
