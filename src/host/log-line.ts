import type { JournalEntry } from '../core/journal.ts';

/** Longest text in a line, in characters: as long as the reason in a goodbye (docs/protocol.md). */
const MAX_TEXT = 300;
/** Most items of a list: a group of a hundred splits in two seldom, and a page of ids helps nobody. */
const MAX_ITEMS = 16;

// Cc control, Cf format (zero-width and bidi), Zl and Zp line breaks, Co, Cs and Cn: nothing to see,
// but something that a terminal or an editor may obey. JSON itself escapes only up to U+001F.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** An invite may hold a secret. Nothing writes one; should something ever, it stops here. */
const INVITE = /parley:\S+/giu;

/** Lines that are not there: of the same kind because there were too many, or any the disk did not take. */
export type Missing = { readonly withheld: number; readonly lost: number };

/** One line of the log, without its end, and what is missing before it. */
export function logLine(at: number, entry: JournalEntry, missing: Missing): string {
  const { withheld, lost } = missing;
  const gaps = { ...(withheld > 0 ? { withheld } : {}), ...(lost > 0 ? { lost } : {}) };
  const line = { at: new Date(at).toISOString(), ...entry, ...gaps };
  return JSON.stringify(line, (_, value: unknown) => bounded(value)).replace(UNSEEN, escaped);
}

/** What comes from others is as long as they like. */
function bounded(value: unknown): unknown {
  if (Array.isArray(value) && value.length > MAX_ITEMS) {
    return [...value.slice(0, MAX_ITEMS), `… and ${value.length - MAX_ITEMS} more`];
  }
  if (typeof value !== 'string') return value;
  const text = value.replace(INVITE, 'parley:…');
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** The same character as JSON writes it, in ASCII; those beyond the first plane as two halves. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
