import { isDoubted } from '../../../core/contacts.ts';
import type { PeerRef, Presence, RosterPeer } from '../../../core/events.ts';
import type { PeerId } from '../../../core/ids.ts';
import { labelOf, type Naming, nameFor } from '../../../core/labels.ts';

/** One entry of the list, with everything that is shown about the person. */
export type Person = {
  readonly id: PeerId;
  /** What they are called here: their nickname, else their name. */
  readonly name: string;
  readonly own: boolean;
  readonly state: Presence;
  /** Presence in words, since colour alone says nothing to many. */
  readonly words: string;
  /** Where others have the name too: a name can be borrowed, a key cannot. */
  readonly tag: string | undefined;
  readonly verified: boolean;
  readonly muted: boolean;
  /** The name of somebody else that they have come with. */
  readonly notThe: string | null;
};

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Oneself first, then those present, then the rest; by name within each. Blocked people apart. */
export function rosterOf(
  self: PeerRef | null,
  people: readonly RosterPeer[],
  naming: Naming,
): { readonly shown: readonly Person[]; readonly blocked: readonly Person[] } {
  const labels = new Map(people.map((peer) => [peer.id, labelOf(peer, naming)]));
  const others = people.map((peer): Person => {
    const contact = naming.contacts[peer.id];
    return {
      id: peer.id,
      name: nameFor(peer, naming.contacts),
      own: false,
      state: peer.state,
      words: presenceWords(peer.state, peer.via === undefined ? undefined : labels.get(peer.via)),
      tag: naming.tags[peer.id],
      verified: contact?.verified ?? false,
      muted: contact?.muted ?? false,
      notThe: isDoubted(contact) ? contact.notThe : null,
    };
  });
  others.sort(comparePeople);
  const isBlocked = ({ id }: Person): boolean => naming.contacts[id]?.blocked ?? false;
  const own = self === null ? [] : [ownEntry(self, naming)];
  return {
    shown: [...own, ...others.filter((person) => !isBlocked(person))],
    blocked: others.filter(isBlocked),
  };
}

function ownEntry({ id, name }: PeerRef, { tags }: Naming): Person {
  const unmarked = { verified: false, muted: false, notThe: null };
  return { id, name, own: true, state: 'direct', words: 'here', tag: tags[id], ...unmarked };
}

function comparePeople(a: Person, b: Person): number {
  const byPresence = Number(a.state === 'offline') - Number(b.state === 'offline');
  // The id decides between namesakes, so that they do not swap places from one roster to the next.
  return byPresence || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}

function presenceWords(state: Presence, via: string | undefined): string {
  if (state === 'direct') return 'here';
  if (state === 'offline') return 'offline';
  return via === undefined ? 'through another peer' : `through ${via}`;
}
