import type { KeyboardEvent } from 'react';
import { closePopup, useMessagePopup } from '../../state/message-popup.ts';
import { useMessage } from '../../state/messages.ts';
import { useMirror } from '../../state/mirror.ts';
import { Popover } from '../../ui/popover.tsx';
import { useWords } from '../../words/words.ts';
import { articleOf } from './articles.ts';
import { toggleReaction } from './do.ts';
import styles from './reaction-popover.module.css';

/** What people answer with most. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🎉'] as const;

/** The emoji that are put on messages most. */
export function ReactionPopover() {
  const t = useWords('message');
  const { kind, id, anchor } = useMessagePopup();
  const message = useMessage(id);
  const self = useMirror((mirror) => mirror.chat.self?.id);
  if (id === null || anchor === null || message === null) return null;
  const own = (emoji: string): boolean =>
    message.reactions.some((each) => each.emoji === emoji && each.by.some((by) => by === self));
  return (
    <Popover
      open={kind === 'reactions'}
      onClose={closePopup}
      anchor={anchor}
      label={t('quickReactions')}
      focusAfter={() => articleOf(id)}
    >
      <div role="toolbar" aria-label={t('quickReactions')} className={styles['quick']}>
        {QUICK.map((emoji, i) => (
          <button
            key={emoji}
            type="button"
            className={styles['emoji']}
            aria-pressed={own(emoji)}
            tabIndex={i === 0 ? 0 : -1}
            onKeyDown={stepAlong}
            onClick={() => {
              toggleReaction(message, emoji);
              closePopup();
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
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
