import { create } from 'zustand';

/** A language that the catalogue has; `en` is the one that the others are written from. */
export type Language = 'en' | 'it';

/** What somebody wants to read: whatever their system speaks, or one of ours. */
export type LanguageChoice = 'system' | Language;

export type Locale = {
  readonly language: Language;
  /** BCP 47, with the region where the system names one: it decides how dates and numbers look. */
  readonly tag: string;
};

/** For those who read neither language: a clock of 24 hours and the day before the month are wider known. */
const ANYWHERE: Locale = { language: 'en', tag: 'en-GB' };

/**
 * The first of the system's languages that we have, so that somebody's second language may serve, in
 * the region that the system names for it: Chromium puts `it` before the `it-CH` of a Swiss system.
 */
export function localeFor(choice: LanguageChoice, preferred: readonly string[]): Locale {
  const ours = preferred.flatMap((tag) => {
    const language = languageOf(tag);
    return language === undefined ? [] : [{ language, tag }];
  });
  const first = choice === 'system' ? ours[0] : { language: choice, tag: choice };
  if (first === undefined) return ANYWHERE;
  const same = ours.filter(({ language }) => language === first.language);
  return same.find(({ tag }) => tag.includes('-')) ?? first;
}

function languageOf(tag: string): Language | undefined {
  // Chromium names what the system does, such as `c`; and `Intl` throws at what is no tag.
  if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(tag)) return undefined;
  const [language] = tag.toLowerCase().split('-');
  return language === 'en' || language === 'it' ? language : undefined;
}

/** What the window speaks now. Whoever shows words reads it, and renders again when it changes. */
export const useLocale = create<Locale>()(() => ANYWHERE);

/** Makes the window speak as chosen: the one place that decides it. */
export function speak(choice: LanguageChoice): void {
  const locale = localeFor(choice, navigator.languages);
  document.documentElement.lang = locale.tag;
  useLocale.setState(locale, true);
}
