import type { RosterPeer } from './events.ts';
import { type EntryId, splitEntryId } from './ids.ts';
import type { ChatState } from './state.ts';

type Known = Pick<ChatState, 'held' | 'people'>;

/** The others in the group, by whether they are known to have a message of ours. */
export type Holders = {
  readonly has: readonly RosterPeer[];
  readonly lacks: readonly RosterPeer[];
};

/** Who is known to have a message of ours, and who is not. Those who are away count as well. */
export function holdersOf({ held, people }: Known, id: EntryId): Holders {
  const [log, seq] = splitEntryId(id);
  const upTo = held[log];
  const has = (peer: RosterPeer): boolean => (upTo?.[peer.id] ?? 0) >= seq;
  return { has: people.filter(has), lacks: people.filter((peer) => !has(peer)) };
}

/** How many are known to have it: without making lists, since every message shown asks. */
export function countHolders({ held, people }: Known, id: EntryId): number {
  const [log, seq] = splitEntryId(id);
  const upTo = held[log];
  if (upTo === undefined) return 0;
  let count = 0;
  for (const { id: peer } of people) if ((upTo[peer] ?? 0) >= seq) count += 1;
  return count;
}
