import type { Locale } from '../../words/locale.ts';
import { wordsIn } from '../../words/words.ts';

const SECOND_MS = 1_000;
const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: SECOND_MS },
] as const;

/** How far somebody's clock is off, in the largest unit that it fills: nobody needs to know it better. */
export function clockWords(offsetMs: number, locale: Locale): string {
  const t = wordsIn(locale, 'person');
  const ms = Math.abs(offsetMs);
  const fits = UNITS.find((unit) => ms + SECOND_MS / 2 >= unit.ms);
  // Below half a second the way of the question says more than the clock.
  if (fits === undefined) return t('clockRight');
  const style = { style: 'unit', unit: fits.unit, unitDisplay: 'long' } as const;
  const duration = new Intl.NumberFormat(locale.tag, style).format(Math.round(ms / fits.ms));
  return offsetMs > 0 ? t('clockAhead', { duration }) : t('clockBehind', { duration });
}
