import { utf8Length } from './bytes.ts';

const graphemes: Intl.Segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How much of what stands behind a cut is looked at to find where a character ends, in UTF-16 units. */
const CHARACTER_AHEAD = 256;

/**
 * Cuts a text into parts of at most `maxBytes` of UTF-8: between lines where it can, else between
 * words, else between characters. Blanks where it is cut are left out, and no part is blank.
 */
export function splitText(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  // Each UTF-16 unit takes a byte at least, so a long rest need not be counted.
  while (rest.length > maxBytes || utf8Length(rest) > maxBytes) {
    const [part, behind] = cut(rest, longestStart(rest, maxBytes));
    parts.push(part.trimEnd());
    rest = behind;
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}

/** The length of the longest start of a text that has at most so many bytes, in UTF-16 units. */
function longestStart(text: string, maxBytes: number): number {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return end;
}

/** Cuts at the best place before `end`, or there: one that leaves no part shorter than half. */
function cut(text: string, end: number): readonly [part: string, rest: string] {
  const line = text.lastIndexOf('\n', end);
  if (line >= end / 2) {
    // Empty lines go, the indentation of the next one stays.
    return [text.slice(0, line), text.slice(line).replace(/^(?:[^\S\n]*\n)+/, '')];
  }
  const word = text.slice(0, end + 1).search(/\s\S*$/u);
  if (word >= end / 2) return [text.slice(0, word), text.slice(word).trimStart()];
  const ahead = graphemes.segment(text.slice(0, end + CHARACTER_AHEAD)).containing(end);
  const place = ahead === undefined || ahead.index < end / 2 ? end : ahead.index;
  return [text.slice(0, place), text.slice(place)];
}
