import type { Contacts } from './contacts.ts';
import type { ChatEvent, ChatMessage, Healing, PeerRef, RosterPeer, Split } from './events.ts';
import type { LogId, PeerId } from './ids.ts';
import type { Tags } from './labels.ts';
import { foldFlapping, foldSplit } from './notices.ts';
import { compareOrder } from './order.ts';
import type { Looks } from './profile.ts';
import { assertNever } from './result.ts';
import { NONE_UNREAD, type Unread } from './unread.ts';

/** A line in the timeline about somebody's coming or going, or that of several at once. */
export type Notice =
  | {
      readonly kind: 'created' | 'joined' | 'left' | 'lost' | 'back';
      readonly peer: PeerRef;
    }
  | ({ readonly kind: 'split' } & Split)
  | ({ readonly kind: 'healed' } & Healing);

export type TimelineItem =
  | { readonly type: 'message'; readonly key: string; readonly message: ChatMessage }
  | {
      readonly type: 'notice';
      readonly key: string;
      /** When it happened, ms since 1970. */
      readonly at: number;
      /** Where it stands: after every message shown by then, though their clocks may be ahead. */
      readonly place: number;
      readonly notice: Notice;
    };

/** Something a person should know, until they dismiss it. */
export type Alert = {
  readonly key: string;
  readonly severity: 'note' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  readonly about: string | null;
};

/** How far each member is known to hold each own log that is shown: a number for each, however long. */
export type Holdings = Readonly<Record<LogId, Readonly<Record<PeerId, number>>>>;

/** All that a window or terminal shows of one group. Only {@link reduce} makes a new one. */
export type ChatState = {
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
  readonly timeline: readonly TimelineItem[];
  /** Splits that last, the oldest first. */
  readonly splits: readonly Split[];
  /** Older messages are stored here than the timeline shows. */
  readonly hasOlder: boolean;
  readonly held: Holdings;
  /** What others have said that this person has not seen. */
  readonly unread: Unread;
  /** How much has come of what was said while we were away; null when nothing much is lacking. */
  readonly catchUp: { readonly done: number; readonly total: number } | null;
  readonly alerts: readonly Alert[];
  /** Events folded so far: gives notices and alerts keys that stay unique. */
  readonly folded: number;
};

export const EMPTY_STATE: ChatState = {
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
  timeline: [],
  splits: [],
  hasOlder: false,
  held: {},
  unread: NONE_UNREAD,
  catchUp: null,
  alerts: [],
  folded: 0,
};

/** Older alerts give way: a screen full of warnings is read by nobody. */
const MAX_ALERTS = 8;

/** Folds one event into the state. Main, page and terminal all call this, so they cannot disagree. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  return { ...apply(state, event), folded: state.folded + 1 };
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
      const looks = {
        ...(status === undefined ? {} : { status }),
        ...(colour === undefined ? {} : { colour }),
      };
      return { ...state, self, looks };
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
      const timeline = foldSplit(state.timeline, event.at, split);
      const splits = [...state.splits.filter((other) => other.since !== since), split];
      return withNotice({ ...state, timeline, splits }, event.at, { kind: 'split', ...split });
    }
    case 'healed': {
      const { peers, missing, since, merged } = event;
      const notice = { kind: 'healed', peers, missing, since, merged } as const;
      return withNotice(withoutMissing(state, peers), event.at, notice);
    }
    case 'message':
      return { ...state, timeline: insert(state.timeline, toItem(event)) };
    case 'amended':
      return { ...state, timeline: amend(state.timeline, event) };
    case 'history':
      return {
        ...state,
        hasOlder: !event.complete,
        timeline: event.messages.map(toItem).reduce(insert, state.timeline),
      };
    case 'delivered':
      // For programs; the same news comes as `held`, which does not grow with every message.
      return state;
    case 'held': {
      const { by, log, seq } = event;
      return { ...state, held: { ...state.held, [log]: { ...state.held[log], [by]: seq } } };
    }
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
      const { code, message, about = null } = event;
      const alert = { key: `a${state.folded}`, severity: event.type, code, message, about };
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

function toItem(event: ChatMessage): TimelineItem {
  const { id, author, text, sentAt, own, late, hlc } = event;
  const { form, quote, editedAt, deleted, reactions } = event;
  const said = { id, author, text, sentAt, own, late, hlc };
  return {
    type: 'message',
    key: id,
    message: { ...said, form, quote, editedAt, deleted, reactions },
  };
}

/** Puts a message in the place of what it was; nothing where it is not shown. */
function amend(timeline: readonly TimelineItem[], event: ChatMessage): readonly TimelineItem[] {
  const place = timeline.findLastIndex(({ key }) => key === event.id);
  const before = timeline[place];
  if (before?.type !== 'message') return timeline;
  return timeline.with(place, toItem({ ...event, late: before.message.late }));
}

/** Puts a message in its place, looking from the newest end, where it nearly always belongs. */
function insert(timeline: readonly TimelineItem[], item: TimelineItem): readonly TimelineItem[] {
  let place = timeline.length;
  for (let i = timeline.length - 1; i >= 0; i--) {
    const order = compareItems(timeline[i] as TimelineItem, item); // i is inside the array
    if (order === 0) return timeline;
    if (order < 0) break;
    place = i;
  }
  return timeline.toSpliced(place, 0, item);
}

/** Notices stand where they happened here; messages where their order puts them. */
function compareItems(a: TimelineItem, b: TimelineItem): number {
  if (a.type === 'message' && b.type === 'message') return compareOrder(a.message, b.message);
  const byTime = timeOf(a) - timeOf(b);
  if (byTime !== 0) return byTime;
  // In the same millisecond messages come first, and notices as they came.
  return a.type === 'notice' && b.type === 'message' ? 1 : -1;
}

function timeOf(item: TimelineItem): number {
  return item.type === 'message' ? item.message.hlc[0] : item.place;
}

function withNotice(state: ChatState, at: number, notice: Notice): ChatState {
  const timeline = foldFlapping(state.timeline, at, notice);
  const last = timeline.at(-1);
  const place = Math.max(at, last === undefined ? at : timeOf(last));
  const item: TimelineItem = { type: 'notice', key: `n${state.folded}`, at, place, notice };
  return { ...state, timeline: insert(timeline, item) };
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
