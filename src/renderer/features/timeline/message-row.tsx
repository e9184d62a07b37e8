import { Clock } from 'lucide-react';
import { memo } from 'react';
import { isDoubted } from '../../../core/contacts.ts';
import type { ChatMessage } from '../../../core/events.ts';
import { openCard } from '../../state/card.ts';
import { useIsTabStop } from '../../state/message-popup.ts';
import { useMirror } from '../../state/mirror.ts';
import { useColour, useNameNow } from '../../state/people.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { isoDate, useDates } from '../../ui/dates.ts';
import { useMessageParts } from '../../ui/message-parts.tsx';
import { PersonMarks } from '../../ui/person-marks.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { stepFocus } from '../../ui/step-focus.ts';
import { useWords } from '../../words/words.ts';
import { Delivery } from './delivery.tsx';
import styles from './message-row.module.css';
import { MessageText } from './message-text.tsx';

type MessageRowProps = {
  readonly message: ChatMessage;
  /** Opens a run of messages by one author. */
  readonly opens: boolean;
  /** Closes such a run. */
  readonly closes: boolean;
  readonly newestOwn: boolean;
  /** Opens the newest run of somebody else: where Tab leads among the authors. */
  readonly newestOther: boolean;
};

/** One message. Author and time are always there to be read; only the first of a run shows them. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const t = useWords('message');
  const { fullDate, timeOfDay } = useDates();
  const { message, opens, closes, newestOwn, newestOther } = props;
  const { Quote, Under, Actions } = useMessageParts();
  const { id, author, sentAt, own, late } = message;
  const tag = useMirror((mirror) => mirror.chat.tags[author.id]);
  const contact = useMirror((mirror) => mirror.chat.contacts[author.id]);
  const nameNow = useNameNow(author);
  const name = contact?.nickname ?? nameNow;
  const colour = useColour(author.id);
  const called = <PersonName name={name} tag={tag} className={styles['author']} />;
  return (
    <article
      aria-label={tag === undefined ? name : `${name} (${tag})`}
      className={classNames(styles['row'], opens && styles['opens'])}
      data-own={own}
      data-opens={opens}
      data-id={id}
      // Reached by whatever leads to it.
      tabIndex={useIsTabStop(id) ? 0 : -1}
    >
      <span className={styles['face']}>
        {opens && !own && <Avatar id={author.id} name={name} colour={colour} />}
      </span>
      <div className={styles['body']}>
        <p className={styles['meta']}>
          {opens && !own ? (
            <button
              type="button"
              data-author=""
              className={styles['who']}
              aria-haspopup="dialog"
              tabIndex={newestOther ? 0 : -1}
              onClick={() => openCard(author.id)}
              onKeyDown={(event) => stepFocus(event, '[role="log"]', '[data-author]')}
            >
              {called}
            </button>
          ) : (
            called
          )}
          <PersonMarks verified={contact?.verified ?? false} />{' '}
          {isDoubted(contact) && (
            <span className={styles['doubt']}>
              {t.rich('notTheKnown', { name: () => <bdi>{contact.notThe}</bdi> })}{' '}
            </span>
          )}
          <time dateTime={isoDate(sentAt)} title={fullDate(sentAt)} className={styles['time']}>
            {timeOfDay(sentAt)}
          </time>
        </p>
        <div className={styles['text']}>
          {message.quote !== null && <Quote message={message} />}
          <Said message={message} called={name} />
        </div>
        <Under message={message} />
        {late && (
          <p className={styles['late']}>
            <Clock size={12} />
            {t('late')}
          </p>
        )}
        {own && <Delivery message={message} shown={closes} newest={newestOwn} />}
        <Actions message={message} />
      </div>
    </article>
  );
});

/** The text, or in words why there is none. */
function Said({ message, called }: { readonly message: ChatMessage; readonly called: string }) {
  const t = useWords('message');
  const { form, deleted, text } = message;
  if (deleted) return <p className={styles['wordless']}>{t('deleted')}</p>;
  if (form === 'unknown') return <p className={styles['wordless']}>{t('unknown')}</p>;
  if (form === 'text') return <MessageText text={text} />;
  return (
    <div className={styles['action']}>
      <PersonName name={called} className={styles['doer']} /> <MessageText text={text} />
    </div>
  );
}
