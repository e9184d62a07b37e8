import { useEffect, useState } from 'react';
import { type Language, useLocale } from '../../words/locale.ts';
import { withoutUndrawn } from './drawn.ts';
import type { EmojiBook } from './emoji-book.ts';
import { loadEmoji } from './load-book.ts';

type Loaded = { readonly language: Language; readonly book: EmojiBook };

/** Kept beside the parts that show it, so that opening again shows it at once. */
let last: Loaded | null = null;

/** The emoji in the window's language once they are there; asks for them as soon as `wanted`. */
export function useEmojiBook(wanted: boolean): EmojiBook | null {
  const { language } = useLocale();
  const [loaded, setLoaded] = useState(last);

  useEffect(() => {
    if (!wanted || loaded?.language === language) return;
    let listening = true;
    void loadEmoji(language).then((book) => {
      last = { language, book: withoutUndrawn(book) };
      if (listening) setLoaded(last);
    });
    return () => {
      listening = false;
    };
  }, [wanted, language, loaded]);

  return loaded?.language === language ? loaded.book : null;
}
