import { ArrowUp, CircleAlert } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { utf8Length } from '../../../core/bytes.ts';
import { MAX_TEXT_BYTES } from '../../../core/text.ts';
import { useOpenOutbox, useWriting, writing } from '../../state/writing.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './composer.module.css';

/** From here on the length is shown: near enough to the limit to matter. */
const COUNT_FROM_BYTES = 7 * 1024;

/** Legacy key code of a key that an input method has taken (UI Events, section 8.3). */
const KEY_CODE_COMPOSING = 229;

/** Where messages are written. Enter sends, Shift+Enter breaks the line. */
export function Composer() {
  const t = useWords('composer');
  useOpenOutbox();
  const { draft, problem } = useWriting();
  const box = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  useEffect(() => box.current?.focus(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (draft !== '') writing.say([draft]);
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const composing = event.nativeEvent.isComposing || event.keyCode === KEY_CODE_COMPOSING;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    if (draft !== '') writing.say([draft]);
  }

  return (
    <form aria-label={t('form')} className={styles['composer']} onSubmit={onSubmit}>
      <div className={styles['box']} data-invalid={problem !== null}>
        <textarea
          ref={box}
          className={styles['text']}
          rows={1}
          dir="auto"
          value={draft}
          aria-label={t('message')}
          aria-describedby={noteId}
          aria-invalid={problem !== null}
          placeholder={t('placeholder')}
          onChange={(event) => writing.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          look="primary"
          type="submit"
          aria-label={t('send')}
          title={t('sendTitle')}
          className={styles['send']}
          data-idle={draft === ''}
        >
          <ArrowUp size={18} />
        </Button>
      </div>
      <div id={noteId} className={styles['note']}>
        {problem !== null && (
          <p role="alert" className={styles['problem']}>
            <CircleAlert size={14} />
            <span>{problem.message}</span>
          </p>
        )}
        {problem === null && <ByteCount text={draft} />}
      </div>
    </form>
  );
}

function ByteCount({ text }: { readonly text: string }) {
  const t = useWords('composer');
  // A character takes three bytes at most, so short drafts need no counting.
  const bytes = text.length * 3 < COUNT_FROM_BYTES ? 0 : utf8Length(text);
  if (bytes < COUNT_FROM_BYTES) return null;
  return (
    <p className={styles['count']} data-over={bytes > MAX_TEXT_BYTES}>
      {t('bytes', { bytes, limit: MAX_TEXT_BYTES })}
    </p>
  );
}
