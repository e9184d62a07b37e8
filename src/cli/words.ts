import type { ChatEvent, ChatMessage, RosterPeer } from '../core/events.ts';
import { labelOf, type Tags } from '../core/namesakes.ts';
import { assertNever } from '../core/result.ts';
import { healingSentence, type Sentence, splitSentence } from '../core/split-words.ts';
import type { ChatState } from '../core/state.ts';
import { visible } from '../core/visible.ts';

/** How many old messages a terminal shows on joining: about a screen. */
const OPENING_MESSAGES = 20;

/** One event in words for a terminal, or null where there is nothing to say. */
export function inWords(event: ChatEvent, tags: Tags = {}): string | null {
  switch (event.type) {
    case 'listening':
      return event.address === null
        ? '* Dialling only: nobody can dial you'
        : `* Your address: ${event.addresses.join('  ')}`;
    case 'joined-group': {
      const group = visible(event.group);
      return event.created
        ? `* You are in “${group}”. Nobody else is here yet; give others your address`
        : `* You joined “${group}” through ${event.via}`;
    }
    case 'history':
      return (
        event.messages
          .slice(-OPENING_MESSAGES)
          .map((message) => describeMessage(message, tags))
          .join('\n') || null
      );
    case 'message':
      return describeMessage(event, tags);
    case 'peer-joined':
      return event.alreadyHere ? null : `* ${visible(labelOf(event.peer, tags))} joined`;
    case 'peer-left':
      return `* ${visible(labelOf(event.peer, tags))} left`;
    case 'peer-lost':
      return `* Lost connection to ${visible(labelOf(event.peer, tags))}`;
    case 'peer-back':
      return `* ${visible(labelOf(event.peer, tags))} is back`;
    case 'note':
      return `* ${visible(event.message)}`;
    case 'split':
      return `* ${spoken(splitSentence(event, timeOfDay(event.since)), tags)}`;
    case 'healed':
      return `* ${spoken(healingSentence(event), tags)}`;
    case 'warning':
    case 'error':
      return `! ${visible(event.message)}`;
    case 'left-group':
      return '* You left';
    case 'catching-up':
      return event.done < event.total ? null : `* Caught up: ${messages(event.total)}`;
    case 'resolved':
    case 'roster':
    case 'tags':
    case 'delivered':
    case 'held':
      return null;
    default:
      return assertNever(event);
  }
}

function messages(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'message' : 'messages'}`;
}

/** The list that `/peers` shows. */
export function describePeople({ self, people, tags }: ChatState): string {
  const own = self === null ? [] : [`  ${visible(labelOf(self, tags))} (you)`];
  const others = people.map(
    (peer) => `  ${visible(labelOf(peer, tags))}: ${presence(peer, people, tags)}`,
  );
  return `${[...own, ...others].join('\n')}\n`;
}

function presence(peer: RosterPeer, people: readonly RosterPeer[], tags: Tags): string {
  const via = people.find(({ id }) => id === peer.via);
  switch (peer.state) {
    case 'direct':
      return 'here';
    case 'relayed':
      return `through ${via === undefined ? 'others' : visible(labelOf(via, tags))}`;
    case 'offline':
      return 'offline';
    default:
      return assertNever(peer.state);
  }
}

function describeMessage(message: ChatMessage, tags: Tags): string {
  const { author, text, sentAt, own, late } = message;
  const time = timeOfDay(sentAt);
  const [first = '', ...rest] = visible(text).split('\n');
  const indented = rest.map((line) => `\n      ${line}`).join('');
  const who = own ? 'you' : visible(labelOf(author, tags));
  return `${time} ${who}: ${first}${indented}${late ? '  (arrived late)' : ''}`;
}

function spoken(sentence: Sentence, tags: Tags): string {
  const said = sentence.map((part) =>
    typeof part === 'string' ? part : visible(labelOf(part, tags)),
  );
  return said.join('');
}

function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
