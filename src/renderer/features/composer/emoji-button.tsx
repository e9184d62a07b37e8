import { Smile } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmojiPicker } from '../../ui/emoji/emoji-picker.tsx';
import { useWords } from '../../words/words.ts';
import styles from './composer.module.css';
import { replaceText } from './replace-text.ts';

/** Puts an emoji where the caret is, or in place of what is selected. */
export function EmojiButton({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const t = useWords('composer');

  function put(char: string): void {
    const place = box.current;
    if (place !== null) replaceText(place, place.selectionStart, place.selectionEnd, char);
  }

  return (
    <EmojiPicker
      trigger={
        <Button look="icon" aria-label={t('emoji')} title={t('emoji')} className={styles['tool']}>
          <Smile size={18} />
        </Button>
      }
      onPick={put}
      finalFocus={box}
    />
  );
}
