import { type Locale, useLocale } from '../words/locale.ts';
import { wordsIn } from '../words/words.ts';

/** How people of a language write days and times. All of them are ms since 1970. */
export type Dates = {
  /** Time of day, as people here write it. */
  readonly timeOfDay: (at: number) => string;
  /** Day and time in full, for those who want to know exactly. */
  readonly fullDate: (at: number) => string;
  /** What a day is called on `now`, as a heading: today, yesterday, or its date. */
  readonly dayName: (at: number, now: number) => string;
  /** The same within a sentence. */
  readonly dayWithin: (at: number, now: number) => string;
  /** Since when, for a moment in the past: the time of day, and the day where it is not today. */
  readonly since: (at: number, now: number) => string;
};

const made = new Map<string, Dates>();

/** The days and times of a language; making their formats takes longer than using them. */
export function datesIn(locale: Locale): Dates {
  const known = made.get(locale.tag);
  if (known !== undefined) return known;
  const dates = makeDates(locale);
  made.set(locale.tag, dates);
  return dates;
}

/** The days and times of the language that the window speaks. */
export function useDates(): Dates {
  return datesIn(useLocale());
}

function makeDates(locale: Locale): Dates {
  const t = wordsIn(locale, 'dates');
  const time = new Intl.DateTimeFormat(locale.tag, { hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(locale.tag, { dateStyle: 'full', timeStyle: 'short' });
  const weekday = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const day = new Intl.DateTimeFormat(locale.tag, weekday);
  const dayOfYear = new Intl.DateTimeFormat(locale.tag, { dateStyle: 'long' });

  const timeOfDay = (at: number): string => (isDate(at) ? time.format(at) : '');
  function dayWithin(at: number, now: number): string {
    switch (distance(at, now)) {
      case 'today':
        return t('todayWithin');
      case 'yesterday':
        return t('yesterdayWithin');
      case 'this year':
        return day.format(at);
      case 'long ago':
        return dayOfYear.format(at);
    }
  }
  return {
    timeOfDay,
    fullDate: (at) => (isDate(at) ? full.format(at) : ''),
    dayWithin,
    dayName(at, now) {
      const name = dayWithin(at, now);
      // Within a sentence many languages write days in small letters, which a heading does not.
      return name.slice(0, 1).toLocaleUpperCase(locale.tag) + name.slice(1);
    },
    since(at, now) {
      const said = { day: dayWithin(at, now), time: timeOfDay(at) };
      switch (distance(at, now)) {
        case 'today':
          return t('since', { time: said.time });
        case 'yesterday':
          return t('sinceYesterday', { time: said.time });
        case 'this year':
          return t('sinceDay', said);
        case 'long ago':
          return t('sinceDate', said);
      }
    },
  };
}

/** For the `datetime` attribute; undefined where an author's clock is beyond what dates can hold. */
export function isoDate(at: number): string | undefined {
  return isDate(at) ? new Date(at).toISOString() : undefined;
}

/** When the day of `at` began here, ms since 1970. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function distance(at: number, now: number): 'today' | 'yesterday' | 'this year' | 'long ago' {
  const today = new Date(now);
  if (isSameDay(at, today)) return 'today';
  today.setDate(today.getDate() - 1);
  if (isSameDay(at, today)) return 'yesterday';
  return new Date(at).getFullYear() === new Date(now).getFullYear() ? 'this year' : 'long ago';
}

function isSameDay(at: number, date: Date): boolean {
  return new Date(at).toDateString() === date.toDateString();
}

function isDate(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime());
}
