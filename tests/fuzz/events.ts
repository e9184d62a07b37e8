import fc from 'fast-check';
import type { Contact } from '../../src/core/contacts.ts';
import type { ChatEvent, ChatMessage, Quote, RosterPeer } from '../../src/core/events.ts';
import { entryId as idIn, splitEntryId, splitLogId } from '../../src/core/ids.ts';
import { PLAIN } from '../support/message.ts';
import { entryId, logId, name, peerId, person, record, text } from './arbitraries.ts';

/** Close together, so that much happens at the same moment, and now and then minutes apart. */
const time = fc.oneof(fc.nat(5), fc.nat(200_000));
const people = fc.uniqueArray(person, { selector: ({ id }) => id, maxLength: 5 });

/** What may have been done to a message. */
const amended = record<Partial<ChatMessage>>({
  text,
  form: fc.constantFrom('text', 'action', 'unknown'),
  quote: fc.option(
    record<Quote>({ id: entryId, author: fc.option(person), text, deleted: fc.boolean() }),
  ),
  editedAt: fc.option(time),
  deleted: fc.boolean(),
  reactions: fc.array(
    record({ emoji: text, by: fc.array(peerId, { minLength: 1, maxLength: 3 }) }),
    {
      maxLength: 3,
    },
  ),
});

/** A message follows from its id: the same one twice is the same. */
export const chatMessage: fc.Arbitrary<ChatMessage> = fc
  .tuple(logId, fc.integer({ min: 1, max: 9 }), text)
  .map(([log, seq, said]) => {
    const id = idIn(log, seq);
    const { author } = splitLogId(splitEntryId(id)[0]);
    const wall = (Number.parseInt(author.slice(-2), 16) * 7 + seq * 5) % 23;
    return {
      ...{ id, author: { id: author, name: `P${author.slice(-1)}` }, text: said, sentAt: seq },
      ...{ own: author.endsWith('1'), late: seq % 3 === 0, hlc: [wall, seq % 2] as const },
      ...PLAIN,
    };
  });

const rosterPeer: fc.Arbitrary<RosterPeer> = fc
  .tuple(person, fc.constantFrom('direct' as const, 'relayed' as const, 'offline' as const), person)
  .map(([who, state, via]) =>
    state === 'relayed' ? { ...who, state, via: via.id } : { ...who, state },
  );

const contact: fc.Arbitrary<Contact> = person.chain(({ id, name: called }) =>
  record<Contact>({
    id: fc.constant(id),
    name: fc.constant(called),
    firstSeen: time,
    nickname: fc.option(name),
    verified: fc.boolean(),
    muted: fc.boolean(),
    blocked: fc.boolean(),
    notThe: fc.option(name),
  }),
);

const ordered = chatMessage.map(({ id, hlc }) => ({ id, hlc }));

const said = { code: fc.constantFrom('a', 'b', 'history-damaged'), message: text };
const fields = {
  listening: { address: fc.option(text), addresses: fc.array(text, { maxLength: 3 }) },
  'joined-group': {
    self: person,
    group: name,
    created: fc.boolean(),
    known: fc.boolean(),
    via: fc.option(text),
  },
  self: { self: person, status: text, colour: fc.nat(7) },
  'left-group': {},
  roster: { peers: fc.uniqueArray(rosterPeer, { selector: ({ id }) => id, maxLength: 6 }) },
  tags: {
    tags: people.map((all) => Object.fromEntries(all.map(({ id }) => [id, id.slice(0, 4)]))),
  },
  contacts: { contacts: fc.array(contact, { maxLength: 4 }) },
  'peer-joined': { peer: person, alreadyHere: fc.boolean() },
  'peer-left': { peer: person },
  'peer-lost': { peer: person },
  'peer-back': { peer: person },
  'peer-renamed': { peer: person, was: name },
  split: {
    reached: people,
    unreachable: fc.uniqueArray(person, { selector: ({ id }) => id, minLength: 2, maxLength: 5 }),
    since: time,
  },
  healed: { peers: people, missing: people, since: time, merged: fc.nat(2) },
  history: {
    messages: fc.array(chatMessage, { maxLength: 9 }),
    where: fc.constantFrom(
      'newest' as const,
      'around' as const,
      'older' as const,
      'newer' as const,
    ),
    hasOlder: fc.boolean(),
    hasNewer: fc.boolean(),
  },
  following: { on: fc.boolean() },
  delivered: {
    id: chatMessage.map(({ id }) => id),
    to: people.map((all) => all.map(({ id }) => id)),
  },
  held: { by: person.map(({ id }) => id), log: logId, seq: fc.nat(9) },
  'read-by': { by: person.map(({ id }) => id), log: logId, seq: fc.nat(9) },
  typing: { peers: people },
  unread: { count: fc.nat(20_000), first: fc.option(ordered) },
  'catching-up': { done: fc.nat(5), total: fc.nat(5) },
  note: said,
  warning: { ...said, about: fc.constantFrom('x', 'y') },
  error: said,
  resolved: { about: fc.constantFrom('x', 'y', 'z') },
} satisfies {
  readonly [T in Exclude<ChatEvent['type'], 'message' | 'amended'>]: Readonly<
    Record<string, fc.Arbitrary<unknown>>
  >;
};

/** Any event that a peer could tell. */
export const chatEvent: fc.Arbitrary<ChatEvent> = fc.oneof(
  {
    arbitrary: fc
      .tuple(chatMessage, time)
      .map(([said, at]) => ({ type: 'message' as const, ...said, at })),
    weight: 8,
  },
  {
    arbitrary: fc
      .tuple(chatMessage, amended, time)
      .map(([said, now, at]) => ({ type: 'amended' as const, ...said, ...now, late: false, at })),
    weight: 3,
  },
  ...Object.entries(fields).map(([type, its]) => ({
    arbitrary: record<Record<string, unknown>>({ type: fc.constant(type), at: time, ...its }).map(
      (event) => event as ChatEvent,
    ),
    weight: 1,
  })),
);
