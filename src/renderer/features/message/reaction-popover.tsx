import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { bareEmoji } from '../../../core/content.ts';
import { closePopup, useMessagePopup } from '../../state/message-popup.ts';
import { useMessage } from '../../state/messages.ts';
import { useMirror } from '../../state/mirror.ts';
import { QUICK_REACTIONS } from '../../ui/emoji/quick-reactions.ts';
import { lazily } from '../../ui/lazily.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useWords } from '../../words/words.ts';
import { articleOf } from './articles.ts';
import { toggleReaction } from './do.ts';
import styles from './reaction-popover.module.css';

const EmojiPanel = lazily(async () => (await import('../../ui/emoji/emoji-panel.tsx')).EmojiPanel);

/** The emoji that people answer with most, and on asking all of them. */
export function ReactionPopover() {
  const t = useWords('message');
  const { kind, id, anchor } = useMessagePopup();
  const message = useMessage(id);
  const self = useMirror((mirror) => mirror.chat.self?.id);
  const open = kind === 'reactions';
  const [all, setAll] = useState(false);
  if (all && !open) setAll(false);
  if (id === null || anchor === null || message === null) return null;
  const own = (emoji: string): boolean =>
    message.reactions.some(
      (each) => bareEmoji(each.emoji) === bareEmoji(emoji) && each.by.some((by) => by === self),
    );

  function put(emoji: string): void {
    if (message !== null) toggleReaction(message, emoji);
    closePopup();
  }

  return (
    <Popover
      open={open}
      onClose={closePopup}
      anchor={anchor}
      label={t('quickReactions')}
      focusAfter={() => articleOf(id)}
    >
      {all ? (
        <EmojiPanel onPick={put} />
      ) : (
        <div role="toolbar" aria-label={t('quickReactions')} className={styles['quick']}>
          {QUICK_REACTIONS.map((emoji, i) => (
            <button
              key={emoji}
              type="button"
              className={styles['emoji']}
              aria-pressed={own(emoji)}
              tabIndex={i === 0 ? 0 : -1}
              onKeyDown={stepAlong}
              onClick={() => put(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            className={styles['emoji']}
            aria-label={t('moreReactions')}
            title={t('moreReactions')}
            tabIndex={-1}
            onKeyDown={stepAlong}
            onClick={() => setAll(true)}
          >
            <Ellipsis size={20} />
          </button>
        </div>
      )}
    </Popover>
  );
}

/** Right and left, as they are seen, move among the buttons; Tab leads to one of them. */
function stepAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const { currentTarget } = event;
  const all = [...(currentTarget.parentElement?.querySelectorAll<HTMLElement>('button') ?? [])];
  const seen = getComputedStyle(currentTarget).direction === 'rtl' ? -step : step;
  all[(all.indexOf(currentTarget) + seen + all.length) % all.length]?.focus();
}
