import type { ChatMessage } from '../../../core/events.ts';
import { nameFor } from '../../../core/labels.ts';
import { jumpTo } from '../../state/jump.ts';
import { useMirror } from '../../state/mirror.ts';
import { plainExcerpt } from '../../ui/markdown/excerpt.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useWords } from '../../words/words.ts';
import styles from './quote.module.css';

/** Longest excerpt, in characters as people count them: two lines of a wide bubble. */
const MAX_SHOWN = 140;

/** What a message answers. A click shows it where it stands. */
export function Quote({ message: { quote } }: { readonly message: ChatMessage }) {
  const t = useWords('message');
  const author = quote?.author ?? null;
  const self = useMirror((mirror) => mirror.chat.self?.id);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const tag = useMirror((mirror) => author && mirror.chat.tags[author.id]);
  if (quote === null) return null;
  if (author === null) return <p className={styles['quote']}>{t('quoteMissing')}</p>;
  const blocked = contacts[author.id]?.blocked === true;
  const name = <PersonName key="name" name={nameFor(author, contacts)} tag={tag ?? undefined} />;
  if (blocked) return <p className={styles['quote']}>{t('quoteBlocked')}</p>;
  return (
    <button type="button" className={styles['quote']} onClick={() => jumpTo(quote.id)}>
      <span className={styles['who']}>
        {author.id === self ? t('quoteOwn') : t.rich('quoted', { name: () => name })}
      </span>
      <span className={styles['text']} dir="auto" data-deleted={quote.deleted}>
        {quote.deleted ? t('quoteDeleted') : plainExcerpt(quote.text, MAX_SHOWN)}
      </span>
    </button>
  );
}
