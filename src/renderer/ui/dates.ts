const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** Time of day, as people here write it. */
export function timeOfDay(at: number): string {
  return isDate(at) ? time.format(at) : '';
}

/** Day and time in full, for those who want to know exactly. */
export function fullDate(at: number): string {
  return isDate(at) ? full.format(at) : '';
}

/** For the `datetime` attribute; undefined where an author's clock is beyond what dates can hold. */
export function isoDate(at: number): string | undefined {
  return isDate(at) ? new Date(at).toISOString() : undefined;
}

/** When the day of `at` began here, ms since 1970. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** What a day is called on `now`: today, yesterday, or its date. */
export function dayName(at: number, now: number): string {
  const today = new Date(now);
  if (isSameDay(at, today)) return 'Today';
  today.setDate(today.getDate() - 1);
  if (isSameDay(at, today)) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayOfYear).format(at);
}

/** Since when, for a moment in the past: the time of day, and the day where it is not today. */
export function whenSince(at: number, now: number): string {
  const name = dayName(at, now);
  return name === 'Today' ? timeOfDay(at) : `${name}, ${timeOfDay(at)}`;
}

function isSameDay(at: number, date: Date): boolean {
  return new Date(at).toDateString() === date.toDateString();
}

function isDate(at: number): boolean {
  return !Number.isNaN(new Date(at).getTime());
}
