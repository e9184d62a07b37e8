import type { PeerRef, RosterPeer } from '../../core/events.ts';
import type { PeerId } from '../../core/ids.ts';
import type { ChatState } from '../../core/state.ts';
import { useMirror } from './mirror.ts';

/** People by id, for as long as the list is the same. */
const byId = new WeakMap<readonly RosterPeer[], ReadonlyMap<PeerId, RosterPeer>>();

function personOf({ people }: ChatState, id: PeerId): RosterPeer | undefined {
  const known = byId.get(people) ?? new Map(people.map((peer) => [peer.id, peer]));
  byId.set(people, known);
  return known.get(id);
}

/** What somebody calls themselves now, who had another name perhaps when they said something. */
export function useNameNow({ id, name }: PeerRef): string {
  return useMirror(({ chat }) =>
    chat.self?.id === id ? chat.self.name : (personOf(chat, id)?.name ?? name),
  );
}

/** The colour that somebody has chosen, if any. */
export function useColour(id: PeerId): number | undefined {
  return useMirror(({ chat }) =>
    chat.self?.id === id ? chat.looks.colour : personOf(chat, id)?.colour,
  );
}
