/** Days and times, where `Intl` has no words for them. */
export const dates = {
  todayWithin: 'today',
  yesterdayWithin: 'yesterday',
  since: 'since {time}',
  sinceYesterday: 'since Yesterday, {time}',
  sinceDay: 'since {day}, {time}',
  sinceDate: 'since {day}, {time}',
} as const;
