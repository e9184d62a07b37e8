import { isDoubted } from '../../../core/contacts.ts';
import type { PeerRef, Presence, RosterPeer } from '../../../core/events.ts';
import type { PeerId } from '../../../core/ids.ts';
import { labelOf, type Naming, nameFor } from '../../../core/labels.ts';
import type { Looks } from '../../../core/profile.ts';
import { type Dates, datesIn, startOfDay } from '../../ui/dates.ts';
import { byNameIn } from '../../words/collation.ts';
import type { Locale } from '../../words/locale.ts';
import { type Translator, wordsIn } from '../../words/words.ts';

/** One entry of the list, with everything that is shown about the person. */
export type Person = {
  readonly id: PeerId;
  /** What they are called here: their nickname, else their name. */
  readonly name: string;
  readonly own: boolean;
  readonly state: Presence;
  /** They are writing a message. */
  readonly writing: boolean;
  readonly status: string | undefined;
  readonly colour: number | undefined;
  /** Presence in words, since colour alone says nothing to many. */
  readonly words: string;
  /** Where others have the name too: a name can be borrowed, a key cannot. */
  readonly tag: string | undefined;
  readonly verified: boolean;
  readonly muted: boolean;
  /** The name of somebody else that they have come with. */
  readonly notThe: string | null;
};

/** What is shown of people beside who they are. */
type More = {
  readonly looks: Looks;
  readonly typing: readonly PeerRef[];
  /** ms since 1970: today and yesterday go by it. */
  readonly now: number;
};

/** Oneself first, then those present, then the rest; by name within each. Blocked people apart. */
export function rosterOf(
  self: PeerRef | null,
  people: readonly RosterPeer[],
  naming: Naming,
  locale: Locale,
  { looks, typing, now }: More,
): { readonly shown: readonly Person[]; readonly blocked: readonly Person[] } {
  const t = wordsIn(locale, 'people');
  const dates = datesIn(locale);
  const writers = new Set(typing.map(({ id }) => id));
  const labels = new Map(people.map((peer) => [peer.id, labelOf(peer, naming)]));
  const others = people.map((peer): Person => {
    const contact = naming.contacts[peer.id];
    return {
      id: peer.id,
      name: nameFor(peer, naming.contacts),
      own: false,
      state: peer.state,
      writing: writers.has(peer.id),
      status: peer.status,
      colour: peer.colour,
      words: presenceWords(peer, labels, { dates, now }, t),
      tag: naming.tags[peer.id],
      verified: contact?.verified ?? false,
      muted: contact?.muted ?? false,
      notThe: isDoubted(contact) ? contact.notThe : null,
    };
  });
  others.sort(byPresenceAndName(byNameIn(locale)));
  const isBlocked = ({ id }: Person): boolean => naming.contacts[id]?.blocked ?? false;
  const own = self === null ? [] : [ownEntry(self, looks, naming, t('here'))];
  return {
    shown: [...own, ...others.filter((person) => !isBlocked(person))],
    blocked: others.filter(isBlocked),
  };
}

function ownEntry({ id, name }: PeerRef, looks: Looks, { tags }: Naming, here: string): Person {
  return {
    ...{ id, name, own: true, state: 'direct', words: here, tag: tags[id] },
    ...{ status: looks.status, colour: looks.colour, writing: false },
    ...{ verified: false, muted: false, notThe: null },
  };
}

function byPresenceAndName(byName: Intl.Collator): (a: Person, b: Person) => number {
  return (a, b) => {
    const byPresence = Number(a.state === 'offline') - Number(b.state === 'offline');
    // The id decides between namesakes, so that they do not swap places from one roster to the next.
    return byPresence || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  };
}

function presenceWords(
  { state, via, lastSeen, away }: RosterPeer,
  labels: ReadonlyMap<PeerId, string>,
  { dates, now }: { readonly dates: Dates; readonly now: number },
  t: Translator<'people'>,
): string {
  switch (state) {
    case 'direct':
      return t('here');
    case 'offline':
      if (lastSeen === undefined) return t('offline');
      // What was before we came is not known: they may have been here meanwhile.
      if (away) return t('offlineSince', { since: dates.since(lastSeen, now) });
      return lastSeenWords(lastSeen, now, dates, t);
    case 'relayed': {
      const name = via === undefined ? undefined : labels.get(via);
      return name === undefined ? t('throughAnother') : t('through', { name });
    }
  }
}

/** As short as it can be: there is one line for it. */
function lastSeenWords(at: number, now: number, dates: Dates, t: Translator<'people'>): string {
  const time = dates.timeOfDay(at);
  if (startOfDay(at) === startOfDay(now)) return t('lastSeenToday', { time });
  return t('lastSeen', { day: dates.dayWithin(at, now), time });
}
