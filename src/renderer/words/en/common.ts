/** What more than one feature says. */
export const common = {
  close: 'Close',
  verified: 'verified',
  muted: 'muted',
} as const;
