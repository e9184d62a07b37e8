import type { Contact } from './contacts.ts';
import type { EntryId, LogId, PeerId } from './ids.ts';
import type { Tags } from './labels.ts';
import type { Hlc } from './order.ts';
import type { Looks } from './profile.ts';
import type { Params } from './result.ts';
import type { Unread } from './unread.ts';
import type { Page } from './window.ts';

/** A person as events name them. */
export type PeerRef = { readonly id: PeerId; readonly name: string };

/** How somebody can be reached: by a link of our own, through another peer, or not now. */
export type Presence = 'direct' | 'relayed' | 'offline';

/** One line of the roster. `via` names the neighbour that carries for a relayed peer. */
export type RosterPeer = PeerRef &
  Looks & {
    readonly state: Presence;
    readonly via?: PeerId;
    /** When somebody who is away was last here, ms since 1970, as far as that was noticed. */
    readonly lastSeen?: number;
    /** They went while we were here, so that they have been away since. */
    readonly away?: true;
  };

/** What a reply answers, as it is now. */
export type Quote = {
  readonly id: EntryId;
  /** Null: it is not here yet. */
  readonly author: PeerRef | null;
  /** How it begins, 200 characters at most; empty where there is nothing to show. */
  readonly text: string;
  readonly deleted: boolean;
};

/** One emoji on a message, and who put it there, the first of them first. Never nobody. */
export type Reaction = { readonly emoji: string; readonly by: readonly PeerId[] };

/** One message as everybody sees it now: edited, deleted, and with what others have put on it. */
export type ChatMessage = {
  readonly id: EntryId;
  readonly author: PeerRef;
  /** Empty where the message is deleted, or of a kind that is not known here. */
  readonly text: string;
  /** The author's clock, ms since 1970: for showing, never for sorting. */
  readonly sentAt: number;
  readonly own: boolean;
  /** It arrived after newer ones had been shown. */
  readonly late: boolean;
  readonly hlc: Hlc;
  /** `action`: what the author does, in words that follow the name. `unknown`: see `text`. */
  readonly form: 'text' | 'action' | 'unknown';
  /** What it answers; null where it is no reply, or is deleted. */
  readonly quote: Quote | null;
  /** When it was last edited by the author's clock, ms since 1970; null: as it was said. */
  readonly editedAt: number | null;
  readonly deleted: boolean;
  /** In the order in which they were put there. */
  readonly reactions: readonly Reaction[];
  /** Its author's newest edit or deletion: whoever has that has it as it is now. Null: as it was said. */
  readonly changedBy: EntryId | null;
};

/** The message in an event. Written out: to leave two fields out of a copy takes twenty times as long. */
export function messageIn(event: ChatMessage): ChatMessage {
  return {
    id: event.id,
    author: event.author,
    text: event.text,
    sentAt: event.sentAt,
    own: event.own,
    late: event.late,
    hlc: event.hlc,
    form: event.form,
    quote: event.quote,
    editedAt: event.editedAt,
    deleted: event.deleted,
    reactions: event.reactions,
    changedBy: event.changedBy,
  };
}

/** A text that a message has had, and since when: the author's clock, ms since 1970. */
export type Version = {
  readonly text: string;
  readonly at: number;
  /** There were others before it that are left out. */
  readonly afterGap?: true;
};

/**
 * Two or more people cannot be reached since about the same time, and said no goodbye. Told again,
 * with the same `since`, where more of them are noticed.
 */
export type Split = {
  /** Those whom we reach, ourselves left out. */
  readonly reached: readonly PeerRef[];
  readonly unreachable: readonly PeerRef[];
  /** When the first of them was last heard of, ms since 1970. */
  readonly since: number;
};

/** Some of those whom a split kept away are back, and what was written meanwhile is everywhere. */
export type Healing = {
  readonly peers: readonly PeerRef[];
  /** Those who are still away. */
  readonly missing: readonly PeerRef[];
  /** Which split it was: when it began. */
  readonly since: number;
  /**
   * Messages that one side had and the other had not: those stored here from the beginning of the
   * split to the first return, and those of people who were not with us that came from then until
   * for two seconds none did.
   */
  readonly merged: number;
};

/**
 * Everything a peer tells its program. Names are those of the terminal's `--json` events; window
 * and terminal fold the same events with the same reducer.
 */
export type ChatFact =
  | {
      readonly type: 'listening';
      /** The one to share, then all that others may try. Null and empty when dialling only. */
      readonly address: string | null;
      readonly addresses: readonly string[];
    }
  | {
      readonly type: 'joined-group';
      readonly self: PeerRef;
      readonly group: string;
      /** Only those who have its secret are in it. */
      readonly locked: boolean;
      /** No seed answered. */
      readonly created: boolean;
      /** This profile has been in the group before. */
      readonly known: boolean;
      readonly via: string | null;
      /** Who is at that seed, as their key has proved. */
      readonly answeredBy: PeerId | null;
      /** Whose invite link we came with. */
      readonly invitedBy: PeerId | null;
    }
  /** What we say of ourselves from now on. */
  | ({ readonly type: 'self'; readonly self: PeerRef } & Looks)
  | { readonly type: 'left-group' }
  | { readonly type: 'roster'; readonly peers: readonly RosterPeer[] }
  /** How namesakes are told apart from now on; told before anything that shows them. */
  | { readonly type: 'tags'; readonly tags: Tags }
  /** What is known of these people, and was decided about them; of the others it stays. */
  | { readonly type: 'contacts'; readonly contacts: readonly Contact[] }
  | {
      readonly type: 'peer-joined';
      readonly peer: PeerRef;
      /** They were in the group before us: news to this profile, but nothing to announce. */
      readonly alreadyHere: boolean;
    }
  | { readonly type: 'peer-left' | 'peer-lost' | 'peer-back'; readonly peer: PeerRef }
  /** Somebody in the list goes by another name than before; whose it is else is looked at as well. */
  | { readonly type: 'peer-renamed'; readonly peer: PeerRef; readonly was: string }
  | ({ readonly type: 'split' } & Split)
  | ({ readonly type: 'healed' } & Healing)
  | ({ readonly type: 'message' } & ChatMessage)
  /**
   * A message anew: it was edited, deleted, reacted to, or what it quotes was. Only `late` is not
   * told anew: it is false here, and stays what it was.
   */
  | ({ readonly type: 'amended' } & ChatMessage)
  /** A page of what is stored: on joining, and where the reader has gone. */
  | ({ readonly type: 'history' } & Page)
  /** Whether the reader is at the end now, and stays there when more is said. */
  | { readonly type: 'following'; readonly on: boolean }
  | { readonly type: 'delivered'; readonly id: EntryId; readonly to: readonly PeerId[] }
  /** What others have said and was not seen here, told where it has changed. */
  | ({ readonly type: 'unread' } & Unread)
  /** A member is known to hold an own log that is shown here up to `seq`, and was not before. */
  | { readonly type: 'held'; readonly by: PeerId; readonly log: LogId; readonly seq: number }
  /** A member has read an own log that is shown here up to `seq`, as they tell. */
  | { readonly type: 'read-by'; readonly by: PeerId; readonly log: LogId; readonly seq: number }
  /** All who are writing now, told where that has changed. */
  | { readonly type: 'typing'; readonly peers: readonly PeerRef[] }
  /**
   * Much was said while we were away, and `done` of `total` entries have come. Told a few times a
   * second; the last one says that all have.
   */
  | { readonly type: 'catching-up'; readonly done: number; readonly total: number }
  | {
      /** A `note` is worth knowing, and nothing is wrong. */
      readonly type: 'note' | 'warning' | 'error';
      readonly code: string;
      readonly message: string;
      readonly params?: Params | undefined;
      /** What it is about, an address for one, so that it can be taken back. */
      readonly about?: string;
    }
  /** What was warned of about this no longer holds: the seed has answered, the clock is right. */
  | { readonly type: 'resolved'; readonly about: string };

/** A fact and when this machine learned it, ms since 1970. */
export type ChatEvent = ChatFact & { readonly at: number };
