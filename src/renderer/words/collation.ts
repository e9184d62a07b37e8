import type { Locale } from './locale.ts';

const made = new Map<string, Intl.Collator>();

/** How names are put in order: as a language does, whatever their case, and `Ana 2` before `Ana 10`. */
export function byNameIn({ tag }: Locale): Intl.Collator {
  const known = made.get(tag) ?? new Intl.Collator(tag, { sensitivity: 'base', numeric: true });
  made.set(tag, known);
  return known;
}
