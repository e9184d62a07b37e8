/** An emoji that can be picked. */
export type Emoji = {
  readonly char: string;
  /** What it shows, in words of the book's language. */
  readonly label: string;
  /** What it is called between colons, the best known name first. */
  readonly codes: readonly string[];
  /** Words that lead to it. */
  readonly tags: readonly string[];
  readonly category: Category;
  /** The same in five tones of skin, from light to dark; empty where no skin is seen. */
  readonly tones: readonly string[];
};

/** As Unicode groups them (https://unicode.org/emoji/charts/emoji-ordered.html). */
export const CATEGORIES = [
  'smileys',
  'people',
  'animals',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** All emoji in one language, in Unicode's order. */
export type EmojiBook = {
  readonly all: readonly Emoji[];
  readonly byCode: ReadonlyMap<string, Emoji>;
  /** By each of its forms. */
  readonly byChar: ReadonlyMap<string, Emoji>;
};

/** What we read of emojibase's compact data (https://emojibase.dev/docs/datasets). */
type RawEmoji = {
  readonly hexcode: string;
  readonly unicode: string;
  readonly label: string;
  readonly group?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly skins?: readonly RawEmoji[] | undefined;
};

/** Names by code points: one, or several. */
type RawCodes = Readonly<Record<string, string | readonly string[]>>;

/** emojibase's numbers of the groups; its third, "component", holds parts of emoji. */
const GROUPS: readonly (Category | null)[] = [
  ...(['smileys', 'people', null, 'animals', 'food'] as const),
  ...(['travel', 'activities', 'objects', 'symbols', 'flags'] as const),
];

/** The five modifiers of Fitzpatrick's scale, from light to dark. */
const TONES = ['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF'] as const;

/** A book from emojibase's data and names. */
export function makeBook(raw: readonly RawEmoji[], codes: RawCodes): EmojiBook {
  const all = raw.flatMap((each) => {
    const category = GROUPS[each.group ?? -1];
    return category == null ? [] : [asEmoji(each, category, codes)];
  });
  const byCode = new Map<string, Emoji>();
  const byChar = new Map<string, Emoji>();
  for (const emoji of all) {
    for (const code of emoji.codes) if (!byCode.has(code)) byCode.set(code, emoji);
    for (const char of [emoji.char, ...emoji.tones]) byChar.set(char, emoji);
  }
  return { all, byCode, byChar };
}

function asEmoji(raw: RawEmoji, category: Category, codes: RawCodes): Emoji {
  const { hexcode, unicode, label, tags = [], skins = [] } = raw;
  const named = [codes[hexcode] ?? []].flat();
  return {
    char: bare(unicode),
    label,
    codes: [...new Set([...named, codeOf(label)])],
    tags,
    category,
    tones: TONES.flatMap((tone) => {
      const found = skins.find((skin) => isAllIn(skin.hexcode, tone));
      return found === undefined ? [] : [bare(found.unicode)];
    }),
  };
}

/** Whether everybody in an emoji has one tone of skin. */
function isAllIn(hexcode: string, tone: string): boolean {
  const tones = hexcode.split('-').filter((code) => TONES.some((each) => each === code));
  return tones.every((each) => each === tone);
}

/** Asks for colour only what would be shown without: so the same emoji is the same string everywhere. */
function bare(char: string): string {
  return char.replace(/^(\p{Emoji_Presentation})\ufe0f$/u, '$1');
}

/** A label as a name: "pollice in su" is `pollice_in_su`. */
function codeOf(label: string): string {
  return folded(label)
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/** Small letters without accents: what is searched, and what for. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
