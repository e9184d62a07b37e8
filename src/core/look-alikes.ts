/**
 * Letters and digits of other scripts that look like a Latin letter, after NFKC: those of Unicode's
 * confusables.txt (UTS #39, version 13) in the Basic Multilingual Plane that are written from left to
 * right. `rn` is an m.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'ɑΑαАаᎪᗅꓮ',
  ae: 'ÆæӔӕ',
  b: 'ƄΒВЬᏏᏴᑲᖯᗷꓐꞴ',
  c: 'СсᏟᴄⲤⲥꓚꮯ',
  d: 'ԁᎠᏧᑯᗞᗪꓒꓓ',
  e: 'ΕЕеҽᎬⴹꓰꬲ',
  f: 'ϜքᖴẝꓝꞘꞙꬵ',
  g: 'ƍɡԌցᏀᏳᶃꓖ',
  h: 'ΗНһհᎻᏂᕼⲎꓧ',
  j: 'ͿϳЈјᎫᒍꓙꞲ',
  k: 'ΚКᏦᛕⲔꓗ',
  l: 'ıƖǀɩɪΙιІіӀӏᎥᏞᒪᛁⲒⳐⵏꓡꓲꙇꭵ',
  n: 'ΝոռⲚꓠ',
  o: 'ΟοσОоՕօ०০੦૦ଠ୦௦౦೦ഠ൦๐໐ဝ၀ჿዐᴏᴑⲞⲟⵔ〇ꓳꬽ',
  oe: 'Œœ',
  p: 'ΡρРрᏢᑭⲢⲣꓑ',
  q: 'ԛգզⵕ',
  r: 'ƦгᎡᏒᖇᴦⲅꓣꭇꭈꮁ',
  rn: 'ΜϺМᎷᗰᛖⲘꓟ',
  s: 'ƽЅѕՏᏕᏚꓢꜱꮪ',
  t: 'ΤТᎢⲦꓔ',
  u: 'ʋυՍսሀᑌᴜꓴꞟꭎꭒ',
  v: 'νѴѵᏙᐯᴠⴸꓦꛟꮩ',
  w: 'ɯѡԜԝաᎳᏔᴡꓪꮃ',
  x: 'ΧХхᕁᕽᚷⲬⵝꓫꞳ',
  y: 'ɣʏΥγУуҮүყᎩᎽᶌỿⲨꓬꭚ',
  z: 'ΖᏃᴢꓜꮓ',
};

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([letter, alikes]) =>
    [...alikes].map((alike) => [alike, letter]),
  ),
);

/** What looks like a mark of ours, once it is in Latin letters: a tag, `(you)`, a tick or a shield. */
const MARKS: RegExp =
  /\s*\((?:[0-9a-foil]{4,64}|you|verified)\)\s*$|[\u{2705}\u{2611}\u{2713}\u{2714}\u{1f5f8}\u{1f6e1}]\u{fe0f}?/giu;

/** Keys that were asked for, because every change of the roster asks for everybody's. */
const asked = new Map<string, string>();
/** More than there are people in a group; then all are forgotten and made again. */
const MAX_ASKED = 8_192;

/**
 * The same for names that people would take for one: whatever the case and the spaces, with a letter
 * of another script in the place of one that looks like it, and with or without something that looks
 * like a mark of ours, so that nobody gets somebody's mark by writing it into their name.
 *
 * A skeleton after UTS #39, for names in Latin letters. Not covered: accents (`Ana`, `Ána`), other
 * spellings (`Ana`, `Anna`), and names in other scripts that look like each other.
 */
export function nameKey(name: string): string {
  const known = asked.get(name);
  if (known !== undefined) return known;
  if (asked.size >= MAX_ASKED) asked.clear();
  const key = skeleton(name);
  asked.set(name, key);
  return key;
}

/** Whether people would take one name for the other. */
export function looksLike(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

function skeleton(name: string): string {
  const plain = latin(name.normalize('NFKD'));
  // A name that is nothing but marks is still a name.
  const bare = plain.replace(MARKS, '').replace(/\s/g, '') || plain;
  // Once more: a capital can look like a letter whose small one does not (В and в), and the reverse.
  return latin(bare.toLowerCase())
    .replace(/[i1|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('m', 'rn');
}

function latin(text: string): string {
  let letters = '';
  for (const character of text) letters += LETTERS.get(character) ?? character;
  return letters;
}
