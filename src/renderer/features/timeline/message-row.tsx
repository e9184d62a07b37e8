import { Clock } from 'lucide-react';
import { memo } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import { useMirror } from '../../state/mirror.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { fullDate, isoDate, timeOfDay } from '../../ui/dates.ts';
import { PersonName } from '../../ui/person-name.tsx';
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
};

/** One message. Author and time are always there to be read; only the first of a run shows them. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, opens, closes, newestOwn } = props;
  const { id, author, text, sentAt, own, late } = message;
  const tag = useMirror((mirror) => mirror.chat.tags[author.id]);
  return (
    <article
      aria-label={tag === undefined ? author.name : `${author.name} (${tag})`}
      className={classNames(styles['row'], opens && styles['opens'])}
      data-own={own}
      // Reached by the button that tells of it.
      {...(late && { 'data-late': id, tabIndex: -1 })}
    >
      <span className={styles['face']}>
        {opens && !own && <Avatar id={author.id} name={author.name} />}
      </span>
      <div className={styles['body']}>
        <p className={styles['meta']}>
          <PersonName name={author.name} tag={tag} className={styles['author']} />{' '}
          <time dateTime={isoDate(sentAt)} title={fullDate(sentAt)} className={styles['time']}>
            {timeOfDay(sentAt)}
          </time>
        </p>
        <p className={styles['text']} dir="auto">
          <MessageText text={text} />
        </p>
        {late && (
          <p className={styles['late']}>
            <Clock size={12} />
            arrived late
          </p>
        )}
        {own && <Delivery id={id} shown={closes} newest={newestOwn} />}
      </div>
    </article>
  );
});
