/** What went wrong in the background, and what can be done about it. */
export const alerts = {
  count: '1 of {total, number}',
  dismiss: 'Dismiss',
  compare: 'Compare',
  mute: 'Mute',
} as const;
