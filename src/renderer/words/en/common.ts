/** What more than one feature says. */
export const common = {
  close: 'Close',
  verified: 'verified',
  muted: 'muted',
  others: '{count, plural, one {# other} other {# others}}',
} as const;
