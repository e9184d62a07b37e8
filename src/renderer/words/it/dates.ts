import type { Words } from '../catalogue.ts';

export const dates = {
  todayWithin: 'oggi',
  yesterdayWithin: 'ieri',
  since: 'dalle ore {time}',
  sinceYesterday: 'da ieri, ore {time}',
  sinceDay: 'da {day}, ore {time}',
  sinceDate: 'dal giorno {day}, ore {time}',
} satisfies Words['dates'];
