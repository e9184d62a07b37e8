import { isQuiet, shownMessage } from '../core/contacts.ts';
import type { ChatMessage, PeerRef, Quote } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import { labelOf, type Naming } from '../core/labels.ts';
import type { ChatState } from '../core/state.ts';
import { visible } from '../core/visible.ts';

/** So much of a message is repeated where another is about it, in characters. */
const MAX_EXCERPT = 40;

/** A message in a line, or as many as it has. */
export function describeMessage(said: ChatMessage, naming: Naming): string {
  const message = shownMessage(said, naming.contacts) ?? said;
  const { sentAt, late, deleted, editedAt, reactions } = message;
  const marks = [
    ...(editedAt === null ? [] : ['  (edited)']),
    ...(reactions.length === 0
      ? []
      : [`  [${reactions.map(({ emoji, by }) => `${visible(emoji)} ${by.length}`).join(' ')}]`]),
    ...(late && !deleted ? ['  (arrived late)'] : []),
  ];
  return `${timeOfDay(sentAt)} ${sentence(message, naming)}${marks.join('')}`;
}

function sentence(message: ChatMessage, naming: Naming): string {
  const { text, deleted, form, quote } = message;
  const who = callOf(message, naming);
  if (deleted) return `* ${who} deleted this message`;
  if (form === 'unknown') {
    return `* ${who} sent something that this version of Parley cannot show`;
  }
  if (form === 'action') return `* ${who} ${indented(text)}`;
  return `${who}${quote === null ? '' : ` (${describeQuote(quote, naming)})`}: ${indented(text)}`;
}

function describeQuote({ author, text, deleted }: Quote, naming: Naming): string {
  if (author === null) return 'to a message that is not here yet';
  const whose = `to ${visible(labelOf(author, naming))}`;
  if (deleted) return `${whose}, deleted`;
  return text === '' ? whose : `${whose}: ${excerpt(text)}`;
}

/** What has been done to a message since it looked like `before`; null where that is nothing to tell. */
export function describeAmended(
  before: ChatMessage,
  now: ChatMessage,
  state: ChatState,
): string | null {
  const who = callOf(now, state);
  if (now.deleted) return before.deleted ? null : `* ${who} deleted a message`;
  const edited = before.text === now.text ? [] : [`* ${who} edited: ${indented(now.text)}`];
  const heard = (id: PeerId): boolean => !isQuiet({ id, name: '' }, state.contacts);
  const about = now.text === '' ? 'a message' : excerpt(now.text);
  const tell = (from: ChatMessage, to: ChatMessage, words: (emoji: string) => string) =>
    marksIn(to)
      .filter(({ emoji, id }) => heard(id) && !has(from, emoji, id))
      .map(({ emoji, id }) => `* ${nameOf(id, state)} ${words(visible(emoji))} ${about}`);
  const put = tell(before, now, (emoji) => `reacted ${emoji} to`);
  const taken = tell(now, before, (emoji) => `took ${emoji} off`);
  return [...edited, ...put, ...taken].join('\n') || null;
}

function marksIn({ reactions }: ChatMessage): readonly { emoji: string; id: PeerId }[] {
  return reactions.flatMap(({ emoji, by }) => by.map((id) => ({ emoji, id })));
}

function has({ reactions }: ChatMessage, emoji: string, id: PeerId): boolean {
  return reactions.some((reaction) => reaction.emoji === emoji && reaction.by.includes(id));
}

function callOf({ own, author }: ChatMessage, naming: Naming): string {
  return own ? 'you' : visible(labelOf(author, naming));
}

/** Somebody of whom only the id is known here. */
function nameOf(id: PeerId, { self, people, tags, contacts }: ChatState): string {
  if (self?.id === id) return 'you';
  const known: PeerRef = people.find((peer) => peer.id === id) ?? { id, name: id.slice(0, 8) };
  return visible(labelOf(known, { tags, contacts }));
}

/** The lines after the first stand further in, so that they cannot pose as somebody's. */
function indented(text: string): string {
  const [first = '', ...rest] = visible(text).split('\n');
  return first + rest.map((line) => `\n      ${line}`).join('');
}

function excerpt(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  const cut = characters.length > MAX_EXCERPT;
  return `“${cut ? `${characters.slice(0, MAX_EXCERPT).join('')}…` : line}”`;
}

export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
