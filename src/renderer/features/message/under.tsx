import type { ChatMessage, Reaction } from '../../../core/events.ts';
import { openPopup } from '../../state/message-popup.ts';
import { useMirror } from '../../state/mirror.ts';
import { useDates } from '../../ui/dates.ts';
import { useLocale } from '../../words/locale.ts';
import { listed } from '../../words/sentences.ts';
import { useWords } from '../../words/words.ts';
import { toggleReaction } from './do.ts';
import styles from './under.module.css';
import { shownBy, useNamer } from './use-people.ts';

/** Most people named for one emoji. */
const MAX_NAMED = 8;

/** Whether a message was edited, and what people have put on it. */
export function Under({ message }: { readonly message: ChatMessage }) {
  const { editedAt, deleted, reactions } = message;
  // Most messages have neither.
  if (deleted || (editedAt === null && reactions.length === 0)) return null;
  return (
    <div className={styles['under']}>
      {reactions.length > 0 && <Reactions message={message} />}
      {editedAt !== null && <Edited message={message} at={editedAt} />}
    </div>
  );
}

function Edited({ message, at }: { readonly message: ChatMessage; readonly at: number }) {
  const t = useWords('message');
  const { fullDate } = useDates();
  return (
    <button
      type="button"
      className={styles['edited']}
      title={t('editedAt', { when: fullDate(at) })}
      aria-haspopup="dialog"
      onClick={(event) => openPopup('history', message.id, event.currentTarget)}
    >
      {t('edited')}
    </button>
  );
}

function Reactions({ message }: { readonly message: ChatMessage }) {
  const t = useWords('message');
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const shown = message.reactions
    .map(({ emoji, by }) => ({ emoji, by: shownBy(by, contacts) }))
    .filter(({ by }) => by.length > 0);
  return (
    <ul aria-label={t('reactions')} className={styles['reactions']}>
      {shown.map((reaction) => (
        <li key={reaction.emoji}>
          <Chip reaction={reaction} onToggle={() => toggleReaction(message, reaction.emoji)} />
        </li>
      ))}
    </ul>
  );
}

type ChipProps = { readonly reaction: Reaction; readonly onToggle: () => void };

function Chip({ reaction: { emoji, by }, onToggle }: ChipProps) {
  const t = useWords('message');
  const locale = useLocale();
  const namer = useNamer();
  const self = useMirror((mirror) => mirror.chat.self?.id);
  const names = listed(namer(by, t('you')), MAX_NAMED, locale).join('');
  const own = self !== undefined && by.includes(self);
  const said = t('reaction', { emoji, count: by.length, names });
  return (
    <button
      type="button"
      className={styles['chip']}
      aria-pressed={own}
      aria-label={said}
      title={said}
      onClick={onToggle}
    >
      <span className={styles['emoji']}>{emoji}</span>
      <span className={styles['count']}>{by.length}</span>
    </button>
  );
}
