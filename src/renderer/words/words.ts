import { createTranslator } from 'use-intl/core';
import { CATALOGUES, type Part } from './catalogue.ts';
import type { en } from './en/index.ts';
import { type Locale, useLocale } from './locale.ts';

/**
 * All that people read in the window, in every language it speaks.
 *
 * A message is ICU (https://unicode-org.github.io/icu/userguide/format_parse/messages/), parsed when
 * it is first shown, without `eval`: plurals, choices and pieces of markup are its own. English gives
 * the keys and their arguments, so a missing key or argument is a type error in every language.
 *
 * A name inside a sentence is a tag without content, so that it can be isolated (see PersonName):
 * `t.rich('joined', { name: () => <PersonName name={name} /> })` for `<name></name> joined`.
 */
export type Translator<P extends Part> = ReturnType<typeof createTranslator<(typeof en)[P]>>;

const made = new Map<string, unknown>();

/** The words of one part in a language, for plain code; components take {@link useWords}. */
export function wordsIn<P extends Part>(locale: Locale, part: P): Translator<P> {
  const key = `${locale.tag} ${part}`;
  const known = made.get(key);
  // Only this function fills the map, under the part's own name.
  if (known !== undefined) return known as Translator<P>;
  // The other languages have the same keys and arguments; only their words differ.
  const messages = CATALOGUES[locale.language][part] as (typeof en)[P];
  const fresh = createTranslator<(typeof en)[P]>({ locale: locale.tag, messages });
  made.set(key, fresh);
  return fresh;
}

/** The words of one part in the language that the window speaks. */
export function useWords<P extends Part>(part: P): Translator<P> {
  return wordsIn(useLocale(), part);
}
