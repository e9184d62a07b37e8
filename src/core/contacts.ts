import type { ChatMessage, PeerRef } from './events.ts';
import type { PeerId } from './ids.ts';
import type { Failure } from './result.ts';
import type { Alert } from './state.ts';
import type { Notice, TimelineItem } from './timeline.ts';

/** Somebody we have met, and what has been decided about them here. Told to nobody. */
export type Contact = {
  readonly id: PeerId;
  /** What they called themselves last. */
  readonly name: string;
  /** ms since 1970. */
  readonly firstSeen: number;
  /** ms since 1970: when a start that was there last noticed them here. */
  readonly lastSeen?: number;
  /** Shown in place of the name. */
  readonly nickname: string | null;
  /** The safety number was compared, and is the same. */
  readonly verified: boolean;
  /** What they say is folded, and their comings and goings are not told. */
  readonly muted: boolean;
  /** Nothing of theirs is shown. */
  readonly blocked: boolean;
  /** The name of somebody else, known before, with which this key has come. */
  readonly notThe: string | null;
};

/** Contacts by id. */
export type Contacts = Readonly<Record<PeerId, Contact>>;

/** What one can decide about somebody; what is left out stays. An empty nickname is none. */
export type ContactChange = {
  readonly nickname?: string | null;
  readonly verified?: boolean;
  readonly muted?: boolean;
  readonly blocked?: boolean;
};

/** One is no contact of one's own. */
export const ONESELF: Failure = { code: 'contact-self', message: 'That is you.' };

/** Whether somebody has come with a name that is known from another key, and goes by it here. */
export function isDoubted(contact: Contact | undefined): contact is Contact & { notThe: string } {
  return contact !== undefined && contact.notThe !== null && contact.nickname === null;
}

/** Whether nothing is told of somebody's comings and goings. */
export function isQuiet({ id }: PeerRef, contacts: Contacts): boolean {
  return isQuietContact(contacts[id]);
}

/** The same of what is known of them. */
export function isQuietContact(contact: Contact | undefined): boolean {
  return contact !== undefined && (contact.muted || contact.blocked);
}

/** What is left to show of a notice, once those who are muted or blocked are left out. */
export function shownNotice(notice: Notice, contacts: Contacts): Notice | null {
  const told = (peers: readonly PeerRef[]): readonly PeerRef[] =>
    peers.filter((peer) => !isQuiet(peer, contacts));
  switch (notice.kind) {
    case 'split': {
      const unreachable = told(notice.unreachable);
      if (unreachable.length === 0) return null;
      return { ...notice, reached: told(notice.reached), unreachable };
    }
    case 'healed': {
      const peers = told(notice.peers);
      return peers.length === 0 ? null : { ...notice, peers, missing: told(notice.missing) };
    }
    default:
      return isQuiet(notice.peer, contacts) ? null : notice;
  }
}

/** A message without what blocked people have said about it, and are quoted with; null: it is theirs. */
export function shownMessage(message: ChatMessage, contacts: Contacts): ChatMessage | null {
  const isBlocked = (id: PeerId): boolean => contacts[id]?.blocked === true;
  const { author, quote, reactions } = message;
  if (isBlocked(author.id)) return null;
  const isQuoted = quote?.author != null && isBlocked(quote.author.id);
  if (!isQuoted && !reactions.some(({ by }) => by.some(isBlocked))) return message;
  const heard = reactions
    .map(({ emoji, by }) => ({ emoji, by: by.filter((id) => !isBlocked(id)) }))
    .filter(({ by }) => by.length > 0);
  return { ...message, quote: isQuoted ? { ...quote, text: '' } : quote, reactions: heard };
}

/** The timeline without what blocked people say, and without muted and blocked people's notices. */
export function shownTimeline(
  timeline: readonly TimelineItem[],
  contacts: Contacts,
): readonly TimelineItem[] {
  if (!Object.values(contacts).some(({ muted, blocked }) => muted || blocked)) return timeline;
  return timeline.flatMap((item): readonly TimelineItem[] => {
    if (item.type === 'message') {
      const message = shownMessage(item.message, contacts);
      if (message === null) return [];
      return message === item.message ? [item] : [{ ...item, message }];
    }
    const notice = shownNotice(item.notice, contacts);
    if (notice === null) return [];
    return notice === item.notice ? [item] : [{ ...item, notice }];
  });
}

/** Of what is shown, all but muted people's messages: what may be counted as new, or told as late. */
export function heardTimeline(
  shown: readonly TimelineItem[],
  contacts: Contacts,
): readonly TimelineItem[] {
  if (!Object.values(contacts).some(({ muted }) => muted)) return shown;
  return shown.filter((item) => item.type === 'notice' || !isQuiet(item.message.author, contacts));
}

/** Alerts but for those about blocked people, whatever it is that they are about. */
export function shownAlerts<T extends Pick<Alert, 'about'>>(
  alerts: readonly T[],
  contacts: Contacts,
): readonly T[] {
  return alerts.filter(({ about }) => {
    const id = about?.replace(/^name:/, '') as PeerId | undefined; // only looked up
    return id === undefined || contacts[id]?.blocked !== true;
  });
}
