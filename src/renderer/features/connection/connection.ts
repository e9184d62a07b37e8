import type { RosterPeer } from '../../../core/events.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsIn } from '../../words/words.ts';

/** How connected this peer is: how many of the others it can reach, directly or through somebody. */
export type Connection = { readonly reached: number; readonly others: number };

export function connectionOf(people: readonly RosterPeer[]): Connection {
  const reached = people.filter((person) => person.state !== 'offline').length;
  return { reached, others: people.length };
}

/** In words, because a green dot has claimed "connected" while talking to nobody before. */
export function connectionWords({ reached, others }: Connection, locale: Locale): string {
  const t = wordsIn(locale, 'connection');
  return others === 0 ? t('alone') : t('reached', { reached, others });
}
