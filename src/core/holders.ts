import type { RosterPeer } from './events.ts';
import { type EntryId, type LogId, splitEntryId } from './ids.ts';
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

/** Who of these has read a message of ours, as they tell. */
export function readersOf(
  { read, people }: Pick<ChatState, 'read' | 'people'>,
  id: EntryId,
): readonly RosterPeer[] {
  const [log, seq] = splitEntryId(id);
  const upTo = read[log];
  return upTo === undefined ? [] : people.filter((peer) => (upTo[peer.id] ?? 0) >= seq);
}

/**
 * Counts who is known to have messages of ours. Every message shown asks at every change, so what
 * they have in common is worked out once: where each member stands, in order.
 */
export function holderCounter({ held, people }: Known): (id: EntryId) => number {
  const standings = new Map<LogId, readonly number[]>();
  const standingsOf = (log: LogId): readonly number[] => {
    const upTo = held[log];
    return people.map(({ id }) => upTo?.[id] ?? 0).sort((a, b) => a - b);
  };
  return (id) => {
    const [log, seq] = splitEntryId(id);
    const standing = standings.get(log) ?? standingsOf(log);
    standings.set(log, standing);
    const lacking = standing.findIndex((upTo) => upTo >= seq);
    return lacking < 0 ? 0 : standing.length - lacking;
  };
}
