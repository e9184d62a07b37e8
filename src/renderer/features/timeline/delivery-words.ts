import type { RosterPeer } from '../../../core/events.ts';
import type { Holders } from '../../../core/holders.ts';
import { labelOf, type Naming } from '../../../core/labels.ts';
import { byNameIn } from '../../words/collation.ts';
import type { Locale } from '../../words/locale.ts';
import { listed } from '../../words/sentences.ts';
import { wordsIn } from '../../words/words.ts';

/** So many names are read out; of more, all but two become a number. */
const MAX_NAMES = 3;

/** Of readers, so many names stand beside a message; of more, their number. */
const MAX_READERS = 2;

/** How many of the others have a message, in a few words. */
export function deliveryWords(has: number, all: number, locale: Locale): string {
  const t = wordsIn(locale, 'delivery');
  if (has === 0) return t('nobody');
  if (has === all) return t('everybody');
  return t('some', { has, all });
}

/** Who has read it, in a few words; empty where nobody has, as far as they tell. */
export function readWords(readers: readonly string[], locale: Locale): string {
  const t = wordsIn(locale, 'delivery');
  if (readers.length === 0) return '';
  if (readers.length > MAX_READERS) return t('readByMany', { count: readers.length });
  return t('readBy', { names: namesIn(readers, locale) });
}

/** Who has a message, who does not, and who will hand it to them: a sentence for each. */
export function deliveryDetail(
  { has, lacks }: Holders,
  readers: readonly RosterPeer[],
  naming: Naming,
  locale: Locale,
): string {
  const t = wordsIn(locale, 'delivery');
  const names = (people: readonly RosterPeer[], type?: 'disjunction'): string =>
    namesIn(
      people.map((peer) => labelOf(peer, naming)),
      locale,
      type,
    );
  if (has.length + lacks.length === 0) return t('alone');
  const here = has.filter(isHere);
  const waiting = lacks.filter(isHere);
  const away = lacks.filter((peer) => !isHere(peer));
  const sentences: string[] = [];
  if (lacks.length === 0) sentences.push(t('allHave'));
  else if (has.length > 0) sentences.push(t('have', { names: names(has), count: has.length }));
  if (waiting.length > 0) {
    sentences.push(t('lack', { names: names(waiting), count: waiting.length }));
  }
  if (away.length > 0) {
    const who = { names: names(away), count: away.length };
    // Whoever has it hands it over, we ourselves as well: but once we are gone others must.
    const giver = names(here, 'disjunction');
    sentences.push(here.length > 0 ? t('away', { ...who, giver }) : t('awayFromYou', who));
  }
  if (readers.length > 0) sentences.push(t('readSentence', { names: names(readers) }));
  return sentences.join(' ');
}

function namesIn(labels: readonly string[], locale: Locale, type?: 'disjunction'): string {
  const sorted = labels.toSorted(byNameIn(locale).compare);
  return listed(sorted, MAX_NAMES, locale, type).join('');
}

function isHere({ state }: RosterPeer): boolean {
  return state !== 'offline';
}
