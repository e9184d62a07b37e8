import type { EmojiBook } from './emoji-book.ts';

/** Where Unicode has put new emoji since 2020, which the fonts of a system may not have yet. */
const PERHAPS_NEW = /^[\u{1f6d6}-\u{1f6df}\u{1f7f0}-\u{1f7ff}\u{1fa70}-\u{1faff}]/u;
/** Joins emoji to one that shows them together, where a font knows it. */
const JOINER = '\u{200d}';

/** CSS pixels of a side: enough to tell colours by. */
const SIZE = 16;
/** One that every font for emoji has. */
const USUAL = '😀';

/** The book without what this computer would show as a box or in parts; its names stay known. */
export function withoutUndrawn(book: EmojiBook): EmojiBook {
  const isDrawn = drawing();
  if (isDrawn === null) return book;
  return {
    ...book,
    all: book.all.filter(({ char }) => isDrawn(char)),
  };
}

/** Tells what is drawn as an emoji; null where nothing is, as without a font in colours. */
function drawing(): ((char: string) => boolean) | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  const fonts = getComputedStyle(document.documentElement).getPropertyValue('--font-emoji');
  context.font = `${SIZE / 2}px ${fonts}`;
  context.textBaseline = 'top';
  // No green in it: where green is, a font has brought colours of its own.
  context.fillStyle = '#ff00ff';
  const inColour = (char: string): boolean => {
    context.clearRect(0, 0, SIZE, SIZE);
    context.fillText(char, 0, 0);
    const { data } = context.getImageData(0, 0, SIZE, SIZE);
    return data.some((value, i) => i % 4 === 1 && value > 0);
  };
  if (!inColour(USUAL)) return null;
  // In parts it is as wide as its parts.
  const widest = context.measureText(USUAL).width * 1.5;
  const isOne = (char: string): boolean => context.measureText(char).width <= widest;
  return (char) =>
    (!char.includes(JOINER) || isOne(char)) && (!PERHAPS_NEW.test(char) || inColour(char));
}
