import { createTranslator } from 'use-intl/core';
import type { Failure } from '../../core/result.ts';
import { failures } from './it/failures.ts';
import { type Language, type Locale, useLocale } from './locale.ts';

/** What went wrong, by code; English comes with the failure itself. */
const FAILURES: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>>> = {
  it: failures,
};

/** A failure or warning in a language: by its code where there are words for it, else as it came. */
export function failureIn({ language, tag }: Locale, failure: Failure): string {
  const { code, message, params } = failure;
  if (language === 'en') return message;
  const words = FAILURES[language][code];
  if (words === undefined) return message;
  const t = createTranslator({
    locale: tag,
    messages: { words },
    // An argument that is lacking: the English sentence has it.
    onError: () => undefined,
    getMessageFallback: () => message,
  });
  return t('words', params);
}

/** Says failures in the language of the window. */
export function useFailures(): (failure: Failure) => string {
  const locale = useLocale();
  return (failure) => failureIn(locale, failure);
}
