import type { Language } from '../../words/locale.ts';
import { type EmojiBook, makeBook } from './emoji-book.ts';

const LABELS = {
  en: () => import('emojibase-data/en/compact.json'),
  it: () => import('emojibase-data/it/compact.json'),
} as const satisfies Record<Language, unknown>;

const books = new Map<Language, Promise<EmojiBook>>();

/** All emoji in a language: a file of the page, loaded when it is first wanted. */
export function loadEmoji(language: Language): Promise<EmojiBook> {
  const loading = books.get(language) ?? load(language);
  books.set(language, loading);
  return loading;
}

async function load(language: Language): Promise<EmojiBook> {
  // GitHub's names are those that people know from elsewhere, whatever they speak.
  const codes = import('emojibase-data/en/shortcodes/github.json');
  return makeBook((await LABELS[language]()).default, (await codes).default);
}
