import { ArrowUp } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { isComposing, isPressed } from '../../../core/shortcuts.ts';
import { attempt } from '../../state/attempt.ts';
import { lastOwnMessage } from '../../state/messages.ts';
import { useOpenOutbox, useWriting, writing } from '../../state/writing.ts';
import { Button } from '../../ui/button.tsx';
import { lazyDialog } from '../../ui/lazily.tsx';
import { useWords } from '../../words/words.ts';
import styles from './composer.module.css';
import { EmojiButton } from './emoji-button.tsx';
import { Note } from './note.tsx';
import { markFor, toggleMark } from './replace-text.ts';
import { withEmoji } from './spelling.ts';
import { offerId, Suggestions } from './suggestions.tsx';
import { TargetBar } from './target-bar.tsx';
import { TypingNews } from './typing-news.ts';
import { useCompletion } from './use-completion.ts';
import { useSubmit } from './use-submit.ts';

const CommandsDialog = lazyDialog(
  async () => (await import('./commands-dialog.tsx')).CommandsDialog,
);

function tellTyping(on: boolean): void {
  void attempt(window.parley.typing(on));
}

/** Where messages are written. Enter sends, Shift+Enter breaks the line. */
export function Composer() {
  useOpenOutbox(withEmoji);
  const t = useWords('composer');
  const { draft, target, problem } = useWriting();
  const [typing] = useState(() => new TypingNews(tellTyping, () => performance.now()));
  useEffect(() => typing.shows(draft), [typing, draft]);
  const { submit, sayAsText, sayInParts, help, closeHelp } = useSubmit();
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const completion = useCompletion(box, draft, caret);
  const { offers, chosen } = completion;
  const noteId = useId();
  const listId = useId();
  useEffect(() => box.current?.focus(), []);
  // Whoever answers or changes a message goes on here, behind what is written.
  useEffect(() => {
    if (target === null || box.current === null) return;
    box.current.focus();
    box.current.setSelectionRange(box.current.value.length, box.current.value.length);
  }, [target]);

  function follow(event: SyntheticEvent<HTMLTextAreaElement>): void {
    const { selectionStart, selectionEnd } = event.currentTarget;
    // Nothing is completed while a part of the text is selected.
    setCaret(selectionStart === selectionEnd ? selectionStart : 0);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    submit();
    box.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event.nativeEvent) || completion.onKeyDown(event)) return;
    const mark = markFor(event.nativeEvent);
    if (mark !== null) {
      event.preventDefault();
      toggleMark(event.currentTarget, mark);
    } else if (isPressed(event.nativeEvent, 'send')) {
      event.preventDefault();
      submit();
    } else if (isPressed(event.nativeEvent, 'close') && target !== null) {
      event.preventDefault();
      writing.cancel();
    } else if (isPressed(event.nativeEvent, 'editLast') && draft === '' && target === null) {
      const last = lastOwnMessage();
      if (last === null) return;
      event.preventDefault();
      writing.edit(last.id, last.text);
    }
  }

  function offering(say: () => void): () => void {
    return () => {
      say();
      box.current?.focus();
    };
  }

  const open = offers.length > 0;
  return (
    <form aria-label={t('form')} className={styles['composer']} onSubmit={onSubmit}>
      <Suggestions
        id={listId}
        offers={offers}
        chosen={chosen}
        onChoose={completion.choose}
        onTake={completion.take}
      />
      {target !== null && <TargetBar target={target} onCancel={offering(writing.cancel)} />}
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
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...(open && { 'aria-controls': listId })}
          {...(open && { 'aria-activedescendant': offerId(listId, chosen) })}
          placeholder={t('placeholder')}
          onChange={(event) => {
            typing.typed(event.target.value);
            writing.type(event.target.value);
            follow(event);
          }}
          onSelect={follow}
          onBlur={() => setCaret(0)}
          onKeyDown={onKeyDown}
        />
        <EmojiButton box={box} />
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
      <Note
        id={noteId}
        draft={draft}
        problem={problem}
        divisible={target?.as !== 'edit'}
        onSayAsText={offering(sayAsText)}
        onSayInParts={offering(sayInParts)}
      />
      <CommandsDialog open={help} onClose={closeHelp} />
    </form>
  );
}
