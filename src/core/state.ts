import type { Contacts } from './contacts.ts';
import {
  type ChatEvent,
  type ChatMessage,
  messageIn,
  type PeerRef,
  type RosterPeer,
  type Split,
} from './events.ts';
import type { LogId, PeerId } from './ids.ts';
import type { Tags } from './labels.ts';
import { foldFlapping, foldRename, foldSplit } from './notices.ts';
import type { Looks } from './profile.ts';
import { assertNever, type Params } from './result.ts';
import type { Notice, NoticeItem } from './timeline.ts';
import { NONE_UNREAD, type Unread } from './unread.ts';
import { EMPTY_WINDOW, type MessageWindow, withAmended, withMessages, withPage } from './window.ts';

/** Something a person should know, until they dismiss it. */
export type Alert = {
  readonly key: string;
  readonly severity: 'note' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  readonly params?: Params | undefined;
  readonly about: string | null;
};

/** How far each member is known to hold each own log that is shown: a number for each, however long. */
export type Holdings = Readonly<Record<LogId, Readonly<Record<PeerId, number>>>>;

/** All that a window or terminal shows of one group. Only {@link reduce} and {@link reduceAll} make a new one. */
export type ChatState = MessageWindow & {
  readonly joined: boolean;
  readonly self: PeerRef | null;
  /** What we say of ourselves beside our name. */
  readonly looks: Looks;
  readonly group: string;
  /** The group has a secret; what it is stays with the peer. */
  readonly locked: boolean;
  /** Whose invite link we came with, and who answered: another, perhaps, than the one who made it. */
  readonly invitedBy: PeerId | null;
  readonly answeredBy: PeerId | null;
  readonly address: string | null;
  readonly addresses: readonly string[];
  /** Everybody else this profile knows in the group, whether here or not. */
  readonly people: readonly RosterPeer[];
  /** Tags of those who share a name, perhaps one they no longer have. */
  readonly tags: Tags;
  /** Whom this profile knows, here or not, and what was decided about them. */
  readonly contacts: Contacts;
  /** Where they stand among the messages says `timelineOf`. */
  readonly notices: readonly NoticeItem[];
  /** The latest clock of any message told so far, ms since 1970: what happens now stands after it. */
  readonly clock: number;
  /** Splits that last, the oldest first. */
  readonly splits: readonly Split[];
  readonly held: Holdings;
  /** How far each member has read, as they tell. */
  readonly read: Holdings;
  /** Who is writing now. */
  readonly typing: readonly PeerRef[];
  /** What others have said that this person has not seen. */
  readonly unread: Unread;
  /** How much has come of what was said while we were away; null when nothing much is lacking. */
  readonly catchUp: { readonly done: number; readonly total: number } | null;
  readonly alerts: readonly Alert[];
  /** Events folded so far: gives notices and alerts keys that stay unique. */
  readonly folded: number;
};

export const EMPTY_STATE: ChatState = {
  ...EMPTY_WINDOW,
  joined: false,
  self: null,
  looks: {},
  group: '',
  locked: false,
  invitedBy: null,
  answeredBy: null,
  address: null,
  addresses: [],
  people: [],
  tags: {},
  contacts: {},
  notices: [],
  clock: 0,
  splits: [],
  held: {},
  read: {},
  typing: [],
  unread: NONE_UNREAD,
  catchUp: null,
  alerts: [],
  folded: 0,
};

/** Older alerts give way: a screen full of warnings is read by nobody. */
const MAX_ALERTS = 8;
/** Notices kept, the newest: they are of this start only, and stored nowhere. */
const MAX_NOTICES = 500;

/** Folds one event into the state. Main, page and terminal all call this, so they cannot disagree. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  return { ...apply(state, event), folded: state.folded + 1 };
}

/** Folds some that come together: the same as one after the other, and faster for many messages. */
export function reduceAll(state: ChatState, events: readonly ChatEvent[]): ChatState {
  let folded = state;
  let messages: ChatMessage[] = [];
  const take = (): void => {
    if (messages.length === 0) return;
    const all = withSaid(folded, messages);
    folded = { ...all, folded: folded.folded + messages.length };
    messages = [];
  };
  for (const event of events) {
    if (event.type === 'message') {
      messages.push(messageIn(event));
    } else {
      take();
      folded = reduce(folded, event);
    }
  }
  take();
  return folded;
}

function withSaid(state: ChatState, messages: readonly ChatMessage[]): ChatState {
  const clock = messages.reduce((latest, { hlc }) => Math.max(latest, hlc[0]), state.clock);
  return { ...withMessages(state, messages), clock };
}

function apply(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'listening':
      return { ...state, address: event.address, addresses: event.addresses };
    case 'joined-group': {
      const { self, group, locked, invitedBy, answeredBy } = event;
      const joined = { ...state, joined: true, self, group, locked, invitedBy, answeredBy };
      if (event.created && event.known) return joined;
      const kind = event.created ? 'created' : 'joined';
      return withNotice(joined, event.at, { kind, peer: event.self });
    }
    case 'self': {
      const { self, status, colour } = event;
      const was = state.self?.name;
      const renamed =
        was === undefined || was === self.name ? state : withRename(state, event.at, self, was);
      const looks = {
        ...(status === undefined ? {} : { status }),
        ...(colour === undefined ? {} : { colour }),
      };
      return { ...renamed, self, looks };
    }
    case 'left-group':
      return EMPTY_STATE;
    case 'roster':
      return { ...state, people: event.peers };
    case 'tags':
      return { ...state, tags: event.tags };
    case 'contacts': {
      const news = Object.fromEntries(event.contacts.map((contact) => [contact.id, contact]));
      return { ...state, contacts: { ...state.contacts, ...news } };
    }
    case 'peer-joined':
      if (event.alreadyHere) return state;
      return withNotice(state, event.at, { kind: 'joined', peer: event.peer });
    case 'peer-renamed':
      return withRename(state, event.at, event.peer, event.was);
    case 'peer-left':
      return withNotice(withoutMissing(state, [event.peer]), event.at, {
        kind: 'left',
        peer: event.peer,
      });
    case 'peer-lost':
      if (isMissing(state, event.peer)) return state;
      return withNotice(state, event.at, { kind: 'lost', peer: event.peer });
    case 'peer-back':
      if (isMissing(state, event.peer)) return state;
      return withNotice(state, event.at, { kind: 'back', peer: event.peer });
    case 'split': {
      const { reached, unreachable, since } = event;
      const split = { reached, unreachable, since };
      const notices = foldSplit(state.notices, event.at, split);
      const splits = [...state.splits.filter((other) => other.since !== since), split];
      return withNotice({ ...state, notices, splits }, event.at, { kind: 'split', ...split });
    }
    case 'healed': {
      const { peers, missing, since, merged } = event;
      const notice = { kind: 'healed', peers, missing, since, merged } as const;
      return withNotice(withoutMissing(state, peers), event.at, notice);
    }
    case 'message':
      return withSaid(state, [messageIn(event)]);
    case 'amended':
      return withAmended(state, messageIn(event));
    case 'history': {
      const clock = Math.max(state.clock, ...event.messages.map(({ hlc }) => hlc[0]));
      return { ...withPage(state, event), clock };
    }
    case 'following':
      return { ...state, following: event.on };
    case 'delivered':
      // For programs; the same news comes as `held`, which does not grow with every message.
      return state;
    case 'held': {
      const { by, log, seq } = event;
      return { ...state, held: { ...state.held, [log]: { ...state.held[log], [by]: seq } } };
    }
    case 'read-by': {
      const { by, log, seq } = event;
      return { ...state, read: { ...state.read, [log]: { ...state.read[log], [by]: seq } } };
    }
    case 'typing':
      return { ...state, typing: event.peers };
    case 'unread': {
      const { count, first } = event;
      return { ...state, unread: { count, first } };
    }
    case 'catching-up': {
      const { done, total } = event;
      return { ...state, catchUp: done < total ? { done, total } : null };
    }
    case 'note':
    case 'warning':
    case 'error': {
      const { code, message, params, about = null } = event;
      const said = params === undefined ? { code, message } : { code, message, params };
      const alert = { key: `a${state.folded}`, severity: event.type, ...said, about };
      const others = state.alerts.filter((other) => !isReplacedBy(other, alert));
      const alerts = [...others, alert];
      return { ...state, alerts: alerts.slice(-MAX_ALERTS) };
    }
    case 'resolved':
      return { ...state, alerts: state.alerts.filter(({ about }) => about !== event.about) };
    default:
      return assertNever(event);
  }
}

/** Whether a new alert takes the place of an old one: the same again, or later news of the same. */
function isReplacedBy(old: Alert, fresh: Alert): boolean {
  const same = fresh.about !== null && old.about === fresh.about && old.code === fresh.code;
  return same || old.message === fresh.message;
}

function withRename(state: ChatState, at: number, peer: PeerRef, was: string): ChatState {
  const { notices, since } = foldRename(state.notices, at, peer, was);
  if (since === peer.name) return { ...state, notices };
  return withNotice({ ...state, notices }, at, { kind: 'renamed', peer, was: since });
}

function withNotice(state: ChatState, at: number, notice: Notice): ChatState {
  const kept = foldFlapping(state.notices, at, notice);
  const place = Math.max(at, state.clock, kept.at(-1)?.place ?? at);
  const item: NoticeItem = { type: 'notice', key: `n${state.folded}`, at, place, notice };
  return { ...state, notices: [...kept, item].slice(-MAX_NOTICES) };
}

/** Whether a split that lasts says already that somebody is away. */
function isMissing({ splits }: ChatState, { id }: PeerRef): boolean {
  return splits.some(({ unreachable }) => unreachable.some((peer) => peer.id === id));
}

function withoutMissing(state: ChatState, back: readonly PeerRef[]): ChatState {
  const ids = new Set(back.map(({ id }) => id));
  const splits = state.splits
    .map((split) => ({ ...split, unreachable: split.unreachable.filter(({ id }) => !ids.has(id)) }))
    .filter(({ unreachable }) => unreachable.length > 0);
  return { ...state, splits };
}
