import type { RosterPeer } from '../../../core/events.ts';
import type { Holders } from '../../../core/holders.ts';
import { labelOf, type Naming } from '../../../core/labels.ts';

/** So many names are read out; of more, all but two become a number. */
const MAX_NAMES = 3;

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });
const numbers = new Intl.NumberFormat();

/** How many of the others have a message, in a few words. */
export function deliveryWords(has: number, all: number): string {
  if (has === 0) return 'Nobody has it yet';
  if (has === all) return 'Everybody has it';
  return `${numbers.format(has)} of ${numbers.format(all)} have it`;
}

/** Who has a message, who does not, and who will hand it to them: a sentence for each. */
export function deliveryDetail({ has, lacks }: Holders, naming: Naming): string {
  const names = (people: readonly RosterPeer[], word: 'and' | 'or'): string =>
    listed(
      people.map((peer) => labelOf(peer, naming)),
      word,
    );
  if (has.length + lacks.length === 0) return 'Nobody else is in the group yet.';
  const here = has.filter(isHere);
  const waiting = lacks.filter(isHere);
  const away = lacks.filter((peer) => !isHere(peer));
  const sentences: string[] = [];
  if (lacks.length === 0) sentences.push('Everybody has it.');
  else if (has.length > 0) sentences.push(`${names(has, 'and')} ${have(has)} it.`);
  if (waiting.length > 0) sentences.push(`${names(waiting, 'and')} ${lack(waiting)} it yet.`);
  if (away.length > 0) {
    // Whoever has it hands it over, we ourselves as well: but once we are gone others must.
    const giver = here.length > 0 ? names(here, 'or') : 'you';
    sentences.push(
      `${names(away, 'and')} ${away.length > 1 ? 'are' : 'is'} offline, ${giver} will hand it over.`,
    );
  }
  return sentences.join(' ');
}

function have({ length }: readonly RosterPeer[]): string {
  return length > 1 ? 'have' : 'has';
}

function lack({ length }: readonly RosterPeer[]): string {
  return length > 1 ? 'do not have' : 'does not have';
}

/** “Ben”, “Ben and Carol”, “Ben, Carol and Dan”, “Ben, Carol and 3 others”. */
function listed(names: readonly string[], word: 'and' | 'or'): string {
  const all = names.toSorted(byName.compare);
  const shown = all.length > MAX_NAMES ? all.slice(0, MAX_NAMES - 1) : all;
  const others = all.length - shown.length;
  const parts = others === 0 ? shown : [...shown, `${numbers.format(others)} others`];
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}

function isHere({ state }: RosterPeer): boolean {
  return state !== 'offline';
}
