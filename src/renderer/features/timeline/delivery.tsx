import { Check, CheckCheck } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ChatMessage, RosterPeer } from '../../../core/events.ts';
import { holderCounter, holdersOf, readersOf } from '../../../core/holders.ts';
import type { EntryId } from '../../../core/ids.ts';
import { labelOf } from '../../../core/labels.ts';
import { type ChatState, EMPTY_STATE } from '../../../core/state.ts';
import { useMirror } from '../../state/mirror.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useNaming } from '../../state/use-naming.ts';
import { classNames } from '../../ui/class-names.ts';
import { stepFocus } from '../../ui/step-focus.ts';
import { useLocale } from '../../words/locale.ts';
import styles from './delivery.module.css';
import { deliveryDetail, deliveryWords, readWords } from './delivery-words.ts';

type DeliveryProps = {
  readonly message: ChatMessage;
  /** The last of a run shows its mark; the others only say it. */
  readonly shown: boolean;
  /** The newest own message is where Tab leads; the arrow keys go on to the others. */
  readonly newest: boolean;
};

/** How far a message of one's own has come. Changes without a word: else every message is read thrice. */
export function Delivery({ message, shown, newest }: DeliveryProps) {
  const id = message.changedBy ?? message.id;
  const all = useMirror((mirror) => mirror.chat.people.length);
  const has = useMirror((mirror) => countHolders(mirror.chat, id));
  // What they have read is what it was: nobody tells of having read a change.
  const readers = useReaders(id === message.id ? id : null);
  const naming = useNaming();
  const locale = useLocale();
  const labels = readers.map((peer) => labelOf(peer, naming));
  const [held, read] = [deliveryWords(has, all, locale), readWords(labels, locale)];
  return (
    <div aria-live="off" className={styles[shown ? 'line' : 'unseen']}>
      {shown ? (
        <Mark {...{ id, has, all, readers, held, read, newest }} />
      ) : (
        <>
          <span>{held}</span> <span>{read}</span>
        </>
      )}
    </div>
  );
}

type MarkProps = {
  readonly id: EntryId;
  readonly newest: boolean;
  readonly has: number;
  readonly all: number;
  readonly readers: readonly RosterPeer[];
  readonly held: string;
  readonly read: string;
};

function Mark({ id, has, all, readers, held, read, newest }: MarkProps) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const detailId = useId();
  const open = pointed || focused;
  const anchorName = `--${detailId}`;
  const everybody = has > 0 && has === all;
  const Icon = has > 0 ? CheckCheck : Check;

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Escape') {
      setPointed(false);
      setFocused(false);
    }
    stepFocus(event, '[role="log"]', '[data-delivery]');
  }

  return (
    <span onPointerEnter={() => setPointed(true)} onPointerLeave={() => setPointed(false)}>
      <button
        type="button"
        data-delivery=""
        data-everybody={everybody}
        className={styles['mark']}
        style={{ anchorName }}
        tabIndex={newest ? 0 : -1}
        aria-describedby={open ? detailId : undefined}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      >
        <Icon size={14} />
        <span
          className={classNames(
            styles[has === 0 || everybody ? 'unseen' : 'words'],
            has > 0 && !everybody && styles['held'],
          )}
        >
          {held}
        </span>
        {read !== '' && <bdi className={styles['words']}>{read}</bdi>}
      </button>
      {open && <Detail id={id} readers={readers} domId={detailId} positionAnchor={anchorName} />}
    </span>
  );
}

type DetailProps = {
  readonly id: EntryId;
  readonly readers: readonly RosterPeer[];
  readonly domId: string;
  readonly positionAnchor: string;
};

/** In the top layer, so that neither pane nor block cuts it off. */
function Detail({ id, readers, domId, positionAnchor }: DetailProps) {
  const locale = useLocale();
  const text = useMirror(({ chat }) => deliveryDetail(holdersOf(chat, id), readers, chat, locale));
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => tip.current?.showPopover(), []);
  return (
    <span
      ref={tip}
      id={domId}
      role="tooltip"
      popover="manual"
      className={styles['detail']}
      style={{ positionAnchor }}
    >
      {text}
    </span>
  );
}

const NOBODY: readonly RosterPeer[] = [];

/** Who has read it, where the person wants to know and be known. */
function useReaders(id: EntryId | null): readonly RosterPeer[] {
  const { readReceipts } = usePreferences();
  const people = useMirror(({ chat }) => chat.people);
  const read = useMirror(({ chat }) => chat.read);
  return useMemo(
    () => (readReceipts && id !== null ? readersOf({ read, people }, id) : NOBODY),
    [readReceipts, read, people, id],
  );
}

/** The counter of the state last seen: every message of one's own asks it at every change. */
let counter = {
  held: EMPTY_STATE.held,
  people: EMPTY_STATE.people,
  count: holderCounter(EMPTY_STATE),
};

function countHolders({ held, people }: ChatState, id: EntryId): number {
  if (counter.held !== held || counter.people !== people) {
    counter = { held, people, count: holderCounter({ held, people }) };
  }
  return counter.count(id);
}
