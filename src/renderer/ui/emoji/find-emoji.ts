import { type Emoji, type EmojiBook, folded } from './emoji-book.ts';
import type { UsedEmoji } from './used-emoji.ts';

/** How well an emoji answers, the best first: a name, its beginning, a word, a word that leads there. */
const RANKS = ['name', 'beginning', 'word', 'tag', 'tagBeginning'] as const;

/**
 * The emoji that a few letters mean, for `:na` being typed or a search: names and labels by their
 * beginning or that of one of their words, the best first, and before all others those used often.
 */
export function findEmoji(
  book: EmojiBook,
  query: string,
  used: UsedEmoji,
  max: number = Number.POSITIVE_INFINITY,
): readonly Emoji[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const asked = words.join('_');
  return book.all
    .flatMap((emoji) => {
      const rank = rankOf(indexOf(emoji), words, asked);
      return rank === null ? [] : [{ emoji, rank, times: timesOf(emoji, used) }];
    })
    .sort((a, b) => Number(a.rank > 0) - Number(b.rank > 0) || b.times - a.times || a.rank - b.rank)
    .slice(0, max)
    .map(({ emoji }) => emoji);
}

/** `:smile:` in a text becomes what it names. Code and addresses are left alone. */
export function replaceShortcodes(book: EmojiBook, text: string): string {
  return text
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]+`|\S+:\/\/\S+)/)
    .map((part, i) =>
      i % 2 === 1 ? part : part.replace(CODE, (as, code) => charOf(book, code) ?? as),
    )
    .join('');
}

/** A name between colons that is no part of a word, a time or another name. */
const CODE = /(?<![\p{L}\p{N}:]):([\p{L}\p{N}_+-]+):(?![\p{L}\p{N}:])/gu;

/** Whether a text may have names in it that `replaceShortcodes` replaces; a time such as 12:30:45 is none. */
export function hasShortcode(text: string): boolean {
  return text.search(CODE) !== -1;
}

function charOf(book: EmojiBook, code: string): string | undefined {
  return book.byCode.get(folded(code))?.char;
}

type Index = {
  readonly codes: readonly string[];
  readonly words: readonly string[];
  readonly tags: readonly string[];
};

const indexes = new WeakMap<Emoji, Index>();

function indexOf(emoji: Emoji): Index {
  const known = indexes.get(emoji);
  if (known !== undefined) return known;
  const codes = emoji.codes.map(folded);
  const words = [...new Set([...codes, emoji.label].flatMap(wordsOf))];
  const fresh = { codes, words, tags: emoji.tags.flatMap(wordsOf) };
  indexes.set(emoji, fresh);
  return fresh;
}

function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}+-]+/u)
    .filter((word) => word !== '');
}

function rankOf(index: Index, words: readonly string[], asked: string): number | null {
  const { codes, words: own, tags } = index;
  const begins = (all: readonly string[], word: string): boolean =>
    all.some((each) => each.startsWith(word));
  if (codes.includes(asked)) return RANKS.indexOf('name');
  if (begins(codes, asked)) return RANKS.indexOf('beginning');
  if (words.every((word) => begins(own, word))) return RANKS.indexOf('word');
  if (words.every((word) => begins(own, word) || tags.includes(word))) return RANKS.indexOf('tag');
  const far = words.every((word) => begins(own, word) || begins(tags, word));
  return far ? RANKS.indexOf('tagBeginning') : null;
}

function timesOf(emoji: Emoji, used: UsedEmoji): number {
  return [emoji.char, ...emoji.tones].reduce((sum, char) => sum + (used.get(char) ?? 0), 0);
}
