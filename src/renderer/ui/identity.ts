/** How many tints `tokens.css` defines. */
const TINTS = 8;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The tint of a person: from the id, which nobody can choose, so it stays when a name changes. */
export function tintOf(id: string): number {
  const number = Number.parseInt(id.slice(0, 8), 16);
  return Number.isNaN(number) ? 0 : number % TINTS;
}

/** What stands for a name in little room: an emoji it begins with, or one or two initials. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const first = firstGrapheme(words[0] ?? '');
  if (/\p{Extended_Pictographic}/u.test(first)) return first;
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => firstGrapheme(word ?? '').toUpperCase()).join('');
}

function firstGrapheme(word: string): string {
  for (const { segment } of graphemes.segment(word)) return segment;
  return '';
}
