import {
  type Contact,
  type ContactChange,
  isDoubted,
  isQuiet,
  shownAlerts,
  shownNotice,
} from '../core/contacts.ts';
import type { ChatEvent, PeerRef, RosterPeer } from '../core/events.ts';
import { labelOf, type Naming } from '../core/labels.ts';
import { assertNever } from '../core/result.ts';
import type { SafetyNumber } from '../core/safety-number.ts';
import { healingSentence, type Sentence, splitSentence } from '../core/split-words.ts';
import { type ChatState, EMPTY_STATE } from '../core/state.ts';
import { visible } from '../core/visible.ts';
import { doerOf } from './doer.ts';
import { describeAmended, describeMessage, timeOfDay } from './message-words.ts';

/** How many old messages a terminal shows on joining: about a screen. */
const OPENING_MESSAGES = 20;

/** Half of a number, which is one of the two keys, in a row; and as much of the words. */
const NUMBERS_A_ROW = 6;
const WORDS_A_ROW = 9;

/** Nobody has been decided about. */
const NOBODY: Naming = { tags: {}, contacts: {} };

/**
 * One event in words for a terminal, or null where there is nothing to say. `before`: what a screen
 * showed until then, for it takes both to say what somebody has done to a message.
 */
export function inWords(
  event: ChatEvent,
  naming: Naming = NOBODY,
  before: ChatState = EMPTY_STATE,
): string | null {
  if (isUnheard(event, naming)) return null;
  switch (event.type) {
    case 'listening':
      return event.address === null
        ? '* Dialling only: nobody can dial you'
        : `* Your address: ${event.addresses.join('  ')}`;
    case 'joined-group': {
      const group = `“${visible(event.group)}”${event.locked ? ', a locked group' : ''}`;
      if (!event.created) return `* You joined ${group} through ${event.via}${inviter(event)}`;
      const share = event.locked ? '/invite shows a link for them' : 'give others your address';
      return `* You are in ${group}. Nobody else is here yet; ${share}`;
    }
    case 'history':
      return (
        event.messages
          .filter(({ author }) => !isQuiet(author, naming.contacts))
          .slice(-OPENING_MESSAGES)
          .map((message) => describeMessage(message, naming))
          .join('\n') || null
      );
    case 'message':
      return describeMessage(event, naming);
    case 'peer-joined':
      return event.alreadyHere ? null : `* ${visible(labelOf(event.peer, naming))} joined`;
    case 'peer-left':
      return `* ${visible(labelOf(event.peer, naming))} left`;
    case 'peer-lost':
      return `* Lost connection to ${visible(labelOf(event.peer, naming))}`;
    case 'peer-back':
      return `* ${visible(labelOf(event.peer, naming))} is back`;
    case 'peer-renamed':
      return `* ${visible(event.was)} goes by ${visible(labelOf(event.peer, naming))} from now on`;
    case 'note':
      return `* ${visible(event.message)}`;
    case 'split': {
      const split = shownNotice({ ...event, kind: 'split' }, naming.contacts);
      if (split?.kind !== 'split') return null;
      return `* ${spoken(splitSentence(split, timeOfDay(split.since)), naming)}`;
    }
    case 'healed': {
      const healed = shownNotice({ ...event, kind: 'healed' }, naming.contacts);
      return healed?.kind === 'healed' ? `* ${spoken(healingSentence(healed), naming)}` : null;
    }
    case 'warning':
    case 'error':
      return `! ${visible(event.message)}`;
    case 'left-group':
      return '* You left';
    case 'catching-up':
      return event.done < event.total ? null : `* Caught up: ${messages(event.total)}`;
    case 'amended': {
      const shown = before.messages.findLast(({ id }) => id === event.id);
      return shown === undefined ? null : describeAmended(shown, event, { ...before, ...naming });
    }
    case 'resolved':
    case 'self':
    case 'following':
    case 'roster':
    case 'tags':
    case 'contacts':
    case 'delivered':
    case 'held':
    case 'read-by':
    case 'typing':
    case 'unread':
      return null;
    default:
      return assertNever(event);
  }
}

/** Whether it is somebody's doing of whom nothing is to be heard. */
function isUnheard(event: ChatEvent, { contacts }: Naming): boolean {
  const doer = doerOf(event);
  if (doer !== null) return isQuiet(doer, contacts);
  return 'about' in event && shownAlerts([{ about: event.about ?? null }], contacts).length === 0;
}

/** The key says that it is the one who made the link. Where it is another, a note says so. */
function inviter({
  invitedBy,
  answeredBy,
}: Extract<ChatEvent, { readonly type: 'joined-group' }>): string {
  return invitedBy !== null && answeredBy === invitedBy ? ', who invited you' : '';
}

function messages(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'message' : 'messages'}`;
}

/** The list that `/peers` shows. */
export function describePeople({ self, people, tags, contacts }: ChatState): string {
  const naming = { tags, contacts };
  const own = self === null ? [] : [`  ${visible(labelOf(self, naming))} (you)`];
  const others = people
    .filter(({ id }) => contacts[id]?.blocked !== true)
    .map((peer) => {
      const said = peer.status === undefined ? [] : [`“${visible(peer.status)}”`];
      const words = [presence(peer, people, naming), ...said, ...marks(contacts[peer.id])];
      return `  ${visible(labelOf(peer, naming))}: ${words.join(', ')}`;
    });
  const blocked = people.filter(({ id }) => contacts[id]?.blocked);
  const names = blocked.map((peer) => visible(labelOf(peer, naming))).join(', ');
  const last = blocked.length === 0 ? [] : [`  Blocked: ${names}`];
  return `${[...own, ...others, ...last].join('\n')}\n`;
}

/** What others see of oneself. */
export function describeSelf({ self, looks, tags, contacts }: ChatState): string {
  if (self === null) return '';
  const status = looks.status === undefined ? '' : `: ${visible(looks.status)}`;
  return `* You are ${visible(labelOf(self, { tags, contacts }))}${status}\n`;
}

/** What `/who` shows: whom this is, and what to compare with them. */
export function describePerson(
  peer: RosterPeer,
  { people, tags, contacts }: ChatState,
  { numbers, words }: SafetyNumber,
): string {
  const naming = { tags, contacts };
  const about = [presence(peer, people, naming), ...marks(contacts[peer.id])];
  if (contacts[peer.id]?.blocked) about.push('blocked');
  return [
    `  ${visible(labelOf(peer, naming))}: ${about.join(', ')}`,
    '  Safety number, the same in /who of theirs about you:',
    ...inRows(numbers, NUMBERS_A_ROW),
    ...inRows(words, WORDS_A_ROW),
    '  The same? Then /verify them.',
    '',
  ].join('\n');
}

function inRows(parts: readonly string[], length: number): readonly string[] {
  const rows = Math.ceil(parts.length / length);
  return Array.from({ length: rows }, (_, row) => {
    return `    ${parts.slice(row * length, (row + 1) * length).join(' ')}`;
  });
}

/** What holds of somebody after a decision; and what they said, where they are to be heard again. */
export function describeChange(peer: PeerRef, change: ContactChange, state: ChatState): string {
  const contact = state.contacts[peer.id];
  const words = [...marks(contact), ...(contact?.blocked ? ['blocked'] : [])];
  const now = words.length === 0 ? 'as anybody else' : words.join(', ');
  const heardAgain = change.muted === false || change.blocked === false;
  const said = heardAgain && !isQuiet(peer, state.contacts) ? describeSaid(peer, state) : '';
  return `* ${visible(labelOf(peer, state))}: ${now}\n${said}`;
}

/** What somebody has said of late, as it is shown on joining. */
function describeSaid({ id }: PeerRef, state: ChatState): string {
  const said = state.messages.filter(({ author }) => author.id === id);
  return said
    .slice(-OPENING_MESSAGES)
    .map((message) => `${describeMessage(message, state)}\n`)
    .join('');
}

/** What is known of somebody, or was decided about them, in a few words. */
function marks(contact: Contact | undefined): readonly string[] {
  if (contact === undefined) return [];
  return [
    ...(contact.verified ? ['verified'] : []),
    ...(contact.muted ? ['muted'] : []),
    ...(contact.nickname === null ? [] : [`calls themselves ${visible(contact.name)}`]),
    ...(isDoubted(contact) ? [`not the ${visible(contact.notThe)} you know`] : []),
  ];
}

function presence(peer: RosterPeer, people: readonly RosterPeer[], naming: Naming): string {
  const via = people.find(({ id }) => id === peer.via);
  switch (peer.state) {
    case 'direct':
      return 'here';
    case 'relayed':
      return `through ${via === undefined ? 'others' : visible(labelOf(via, naming))}`;
    case 'offline':
      return 'offline';
    default:
      return assertNever(peer.state);
  }
}

function spoken(sentence: Sentence, naming: Naming): string {
  const said = sentence.map((part) =>
    typeof part === 'string' ? part : visible(labelOf(part, naming)),
  );
  return said.join('');
}
