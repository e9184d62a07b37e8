import { hasShortcode, replaceShortcodes } from '../../ui/emoji/find-emoji.ts';
import { loadEmoji } from '../../ui/emoji/load-book.ts';
import { useLocale } from '../../words/locale.ts';

/**
 * A text with emoji in place of their names; where these cannot be loaded, as it is. Only what may
 * have such a name in it waits for them.
 */
export function withEmoji(text: string): string | Promise<string> {
  if (!hasShortcode(text)) return text;
  return loadEmoji(useLocale.getState().language).then(
    (book) => replaceShortcodes(book, text),
    () => text,
  );
}
