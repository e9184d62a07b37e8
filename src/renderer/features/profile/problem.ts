import type { Failure, Result } from '../../../core/result.ts';
import { MAX_NAME_GRAPHEMES, MAX_STATUS_GRAPHEMES } from '../../../core/text.ts';
import type { Translator } from '../../words/words.ts';

/** What is wrong with a name or a status, in the language of the window; undefined where nothing is. */
export function problemWith(
  parsed: Result<string, Failure>,
  t: Translator<'profile'>,
): string | undefined {
  if (parsed.ok) return undefined;
  switch (parsed.error.code) {
    case 'name-empty':
      return t('empty');
    case 'name-too-long':
      return t('tooLong', { most: MAX_NAME_GRAPHEMES });
    case 'status-too-long':
      return t('tooLong', { most: MAX_STATUS_GRAPHEMES });
    case 'name-characters':
    case 'status-characters':
      return t('characters');
    default:
      return parsed.error.message;
  }
}
