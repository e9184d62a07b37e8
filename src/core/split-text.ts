import { utf8Length } from './bytes.ts';

const graphemes: Intl.Segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The line that begins a fenced code block (CommonMark, 4.5). */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
/** Longest fence that is closed and opened again: room is kept for it. */
const MAX_FENCE = 16;
/** How much of what stands behind a cut is looked at to find where a character ends, in UTF-16 units. */
const CHARACTER_AHEAD = 256;

/**
 * Cuts a text into parts of at most `maxBytes` of UTF-8: between lines where it can, else between
 * words, else between characters. Blanks where it is cut are left out, and no part is blank. A fenced
 * code block that is cut ends with its part and goes on in the next.
 */
export function splitText(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  // Each UTF-16 unit takes a byte at least, so a long rest need not be counted.
  while (rest.length > maxBytes || utf8Length(rest) > maxBytes) {
    const [part, behind] = nextPart(rest, maxBytes);
    parts.push(part);
    rest = behind;
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}

function nextPart(text: string, maxBytes: number): readonly [part: string, rest: string] {
  const [part, rest] = cut(text, longestStart(text, maxBytes));
  if (openFence(part, maxBytes) === null) return [part.trimEnd(), rest];
  const [shorter, behind] = cut(text, longestStart(text, maxBytes - MAX_FENCE - 1));
  const fence = openFence(shorter, maxBytes);
  if (fence === null) return [shorter.trimEnd(), behind];
  const [next = ''] = behind.split('\n', 1);
  const ends = closes(next, fence.marks);
  const goesOn = ends ? behind.slice(next.length + 1) : `${fence.line}\n${behind}`;
  return [`${shorter.trimEnd()}\n${fence.marks}`, goesOn];
}

/** The fence that a text leaves open, as far as it is short enough to be said again in each part. */
function openFence(
  text: string,
  maxBytes: number,
): { readonly marks: string; readonly line: string } | null {
  let open: { readonly marks: string; readonly line: string } | null = null;
  for (const line of text.split('\n')) {
    const [, marks] = FENCE.exec(line) ?? [];
    if (open !== null) open = closes(line, open.marks) ? null : open;
    else if (marks !== undefined) open = { marks, line };
  }
  const isShort = open !== null && open.marks.length <= MAX_FENCE;
  return open !== null && isShort && utf8Length(open.line) <= maxBytes / 16 ? open : null;
}

/** CommonMark, 4.5: the same mark, at least as often, and nothing else. */
function closes(line: string, marks: string): boolean {
  const said = line.trim();
  return said.length >= marks.length && said === (marks[0] ?? '').repeat(said.length);
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
