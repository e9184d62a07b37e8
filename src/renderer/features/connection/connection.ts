import type { RosterPeer } from '../../../core/events.ts';

/** How connected this peer is: how many of the others it can reach, directly or through somebody. */
export type Connection = { readonly reached: number; readonly others: number };

export function connectionOf(people: readonly RosterPeer[]): Connection {
  const reached = people.filter((person) => person.state !== 'offline').length;
  return { reached, others: people.length };
}

/** In words, because a green dot has claimed "connected" while talking to nobody before. */
export function connectionWords({ reached, others }: Connection): string {
  return others === 0 ? 'Nobody else is here yet' : `Connected to ${reached} of ${others}`;
}
