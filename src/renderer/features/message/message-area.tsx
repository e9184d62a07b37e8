import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { ChatMessage } from '../../../core/events.ts';
import type { EntryId } from '../../../core/ids.ts';
import { openPopup, setActive } from '../../state/message-popup.ts';
import { messageNow } from '../../state/messages.ts';
import { isPressed } from '../../state/shortcuts.ts';
import { type MessageParts, MessagePartsProvider } from '../../ui/message-parts.tsx';
import { Actions } from './actions.tsx';
import { anchorIn, articleOf, idOf, messageAt, stepFrom } from './articles.ts';
import { copyText, doable, edit, replyTo } from './do.ts';
import styles from './message-area.module.css';
import { MessagePopups } from './message-popups.tsx';
import { Quote } from './quote.tsx';
import { Under } from './under.tsx';

const PARTS: MessageParts = { Quote, Under, Actions };

/** Goes round the timeline, and does with its messages what pointer and keys ask for. */
export function MessageArea({ children }: { readonly children: ReactNode }) {
  return (
    <MessagePartsProvider value={PARTS}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is done here, messages are asked for */}
      <div
        className={styles['area']}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        onMouseOver={({ target }) => setActive({ pointed: idAt(target) })}
        onMouseLeave={() => setActive({ pointed: null })}
        onFocus={({ target }) => setActive({ focused: idAt(target) })}
      >
        {children}
      </div>
      <MessagePopups />
    </MessagePartsProvider>
  );
}

function idAt(target: EventTarget): EntryId | null {
  const article = messageAt(target);
  return article && idOf(article);
}

/** By the right button, a long touch, or a key for it. */
function onContextMenu(event: MouseEvent): void {
  const article = messageAt(event.target);
  const message = article && messageNow(idOf(article));
  if (!article || !message || message.deleted) return;
  event.preventDefault();
  const { clientX, clientY } = event;
  const place = { getBoundingClientRect: () => new DOMRect(clientX, clientY) };
  openPopup('menu', message.id, event.button === 2 ? place : anchorIn(article));
}

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const { target, nativeEvent } = event;
  if (!(target instanceof HTMLElement) || event.defaultPrevented) return;
  const article = messageAt(target) === target ? target : null;
  const log = target.closest('[role="log"]');
  if (log === null || (article === null && target !== log)) return;
  const older = isPressed(nativeEvent, 'olderMessage');
  if (older || isPressed(nativeEvent, 'newerMessage')) {
    const next = stepFrom(log, article, older ? -1 : 1);
    // At either end the pane scrolls, and more may come.
    if (next === null) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    return;
  }
  const message = article && messageNow(idOf(article));
  if (!message || message.deleted || !does(event, message)) return;
  event.preventDefault();
}

/** Whoever has selected a part of the page copies that. */
function isNothingSelected(): boolean {
  return `${getSelection() ?? ''}` === '';
}

/** Does what a key asks for with a message; false where it asks for nothing. */
function does({ nativeEvent }: KeyboardEvent, message: ChatMessage): boolean {
  const can = doable(message);
  const article = articleOf(message.id);
  if (article === null) return false;
  const anchor = anchorIn(article);
  if (isPressed(nativeEvent, 'messageMenu')) openPopup('menu', message.id, anchor);
  else if (isPressed(nativeEvent, 'react')) openPopup('reactions', message.id, anchor);
  else if (isPressed(nativeEvent, 'reply')) replyTo(message);
  else if (isPressed(nativeEvent, 'edit') && can.edit) edit(message);
  else if (isPressed(nativeEvent, 'copyMessage') && can.copy && isNothingSelected()) {
    copyText(message);
  } else if (isPressed(nativeEvent, 'delete') && can.remove) {
    openPopup('deletion', message.id, anchor);
  } else return false;
  return true;
}
