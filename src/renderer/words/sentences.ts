import type { PeerRef } from '../../core/events.ts';
import type { Sentence } from '../../core/split-words.ts';
import type { Locale } from './locale.ts';
import { type Translator, wordsIn } from './words.ts';

/** What `t.rich` gives, and what a tag of a message may stand for; of which people are a part here. */
type Rich = ReturnType<Translator<'common'>['rich']>;

/** For a tag of a message: the people, and the words between them, that stand there. */
export function people(part: Sentence): () => Rich {
  // use-intl puts in whatever a tag gives, in the order of the message; its type names React's only.
  return () => part as unknown as Rich;
}

/** The sentence that `t.rich` made of a message, whose tags are {@link people}. */
export function sentenceOf(rich: Rich): Sentence {
  const parts = Array.isArray(rich) ? rich : [rich];
  return parts as unknown as Sentence;
}

/** `a`, `a and b`, `a, b and c`: of more than `atMost` the first ones, and the number of the others. */
export function listed<T extends string | PeerRef>(
  all: readonly T[],
  atMost: number,
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): readonly (string | T)[] {
  const named = all.length > atMost ? all.slice(0, atMost - 1) : all;
  const count = all.length - named.length;
  const parts = count === 0 ? named : [...named, wordsIn(locale, 'common')('others', { count })];
  // Numbers stand for the parts, which may be more than text.
  const list = listFormat(locale, type).formatToParts(parts.map((_, i) => `${i}`));
  return list.map(({ type: kind, value }) =>
    kind === 'element' ? (parts[Number(value)] ?? '') : value,
  );
}

/** English as in Britain, "a, b and c", also where dates are American: as in all other sentences. */
function listFormat({ language, tag }: Locale, type: 'conjunction' | 'disjunction') {
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : tag, { type });
}
