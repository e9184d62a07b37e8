import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import { useMirror } from '../../state/mirror.ts';
import type { EmojiBook } from '../../ui/emoji/emoji-book.ts';
import { findEmoji } from '../../ui/emoji/find-emoji.ts';
import { useEmojiBook } from '../../ui/emoji/use-emoji-book.ts';
import { rememberEmoji, usedEmoji } from '../../ui/emoji/used-emoji.ts';
import {
  commandsFor,
  completed,
  MAX_OFFERED,
  peopleFor,
  type Trigger,
  triggerAt,
} from './completion.ts';
import type { Offer } from './offer.ts';
import { replaceText } from './replace-text.ts';

type UseCompletion = {
  readonly offers: readonly Offer[];
  /** Which of them Enter would take. */
  readonly chosen: number;
  readonly choose: (index: number) => void;
  readonly take: (offer: Offer) => void;
  /** Takes what is meant for the list; false where it is for the box. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
};

/** What can be put in place of what has been typed before the caret. */
export function useCompletion(
  box: RefObject<HTMLTextAreaElement | null>,
  draft: string,
  caret: number,
): UseCompletion {
  const people = useMirror((mirror) => mirror.chat.people);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  const trigger = useMemo(() => triggerAt(draft, caret), [draft, caret]);
  const book = useEmojiBook(trigger?.kind === 'emoji');
  const offers = useMemo(
    () => (trigger === null ? [] : offersFor(trigger, people, contacts, book)),
    [trigger, people, contacts, book],
  );
  /** What the list was put away for, and what was chosen for what: both hold until that changes. */
  const sign = trigger === null ? '' : `${trigger.kind} ${trigger.from}`;
  const [away, setAway] = useState('');
  const [picked, setPicked] = useState({ query: '', index: 0 });
  const open = offers.length > 0 && away !== sign ? offers : [];
  const query = `${sign} ${trigger?.query ?? ''}`;
  const chosen = picked.query === query ? Math.min(picked.index, open.length - 1) : 0;
  if (away !== '' && away !== sign) setAway('');

  const choose = (index: number): void => setPicked({ query, index });

  function take(offer: Offer): void {
    const place = box.current;
    if (trigger === null || place === null) return;
    const { put, from, to, caret: then } = completed(draft, trigger, offer.put);
    replaceText(place, from, to, put);
    if (offer.kind === 'emoji') rememberEmoji(offer.emoji);
    place.setSelectionRange(then, then);
  }

  function onKeyDown(event: KeyboardEvent): boolean {
    const offer = open[chosen];
    if (offer === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case 'ArrowDown':
        choose((chosen + 1) % open.length);
        break;
      case 'ArrowUp':
        choose((chosen - 1 + open.length) % open.length);
        break;
      case 'Enter':
      case 'Tab':
        if (event.shiftKey) return false;
        take(offer);
        break;
      case 'Escape':
        setAway(sign);
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  }

  return { offers: open, chosen, choose, take, onKeyDown };
}

function offersFor(
  trigger: Trigger,
  people: Parameters<typeof peopleFor>[1],
  contacts: Parameters<typeof peopleFor>[2],
  book: EmojiBook | null,
): readonly Offer[] {
  switch (trigger.kind) {
    case 'command': {
      const names = commandsFor(trigger.query);
      // Typed to the end: Enter is to run it, not to write it once more.
      if (names.length === 1 && names[0] === trigger.query) return [];
      return names.map((name) => ({ kind: 'command', key: name, put: `/${name}`, name }));
    }
    case 'mention':
      return peopleFor(trigger.query, people, contacts).map((person) => ({
        ...{ kind: 'person', key: person.id, put: `@${person.name}`, person },
      }));
    case 'emoji':
      return book === null
        ? []
        : findEmoji(book, trigger.query, usedEmoji(), MAX_OFFERED).map((emoji) => ({
            ...{ kind: 'emoji', key: emoji.char, put: emoji.char, emoji: emoji.char },
            name: emoji.codes[0] ?? emoji.label,
          }));
  }
}
