import type { NetworkCard } from '../../../core/join-form.ts';
import type { Translator } from '../../words/words.ts';

/** A place to listen on: `value` goes into the form, empty for all addresses. */
export type NetworkOption = { readonly value: string; readonly label: string };

const LOOPBACK = '127.0.0.1';

/** What *Listen on* offers, and the chosen address even where no card has it any more. */
export function networkOptions(
  cards: readonly NetworkCard[],
  chosen: string,
  t: Translator<'join'>,
): readonly NetworkOption[] {
  const options = [
    { value: '', label: t('allAddresses') },
    ...cards
      .filter((card) => card.address !== LOOPBACK)
      .map(({ name, address }) => ({ value: address, label: t('card', { name, address }) })),
    { value: LOOPBACK, label: t('thisComputer') },
  ];
  const known = options.some((option) => option.value === chosen);
  // A laptop that has moved: dropping the choice unseen would listen where nobody asked it to.
  return known
    ? options
    : [...options, { value: chosen, label: t('notFoundNow', { address: chosen }) }];
}
