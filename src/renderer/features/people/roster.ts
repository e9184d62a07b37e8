import type { PeerRef, Presence, RosterPeer } from '../../../core/events.ts';
import { labelOf, type Tags } from '../../../core/namesakes.ts';

/** One entry of the list, with everything that is shown about the person. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly own: boolean;
  readonly state: Presence;
  /** Presence in words, since colour alone says nothing to many. */
  readonly words: string;
  /** Where others have the name too: a name can be borrowed, a key cannot. */
  readonly tag: string | undefined;
};

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Oneself first, then those present, then the rest; by name within each. */
export function rosterOf(
  self: PeerRef | null,
  people: readonly RosterPeer[],
  tags: Tags,
): readonly Person[] {
  const labels = new Map(people.map((peer) => [peer.id, labelOf(peer, tags)]));
  const others = people.map((peer): Person => {
    const via = peer.via === undefined ? undefined : labels.get(peer.via);
    const { id, name, state } = peer;
    return {
      id,
      name,
      state,
      own: false,
      words: presenceWords(state, via),
      tag: tags[id],
    };
  });
  others.sort(comparePeople);
  if (self === null) return others;
  const { id, name } = self;
  const own: Person = {
    id,
    name,
    own: true,
    state: 'direct',
    words: 'here',
    tag: tags[id],
  };
  return [own, ...others];
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
