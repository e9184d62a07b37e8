/** Where others reach this peer. */
export const address = {
  title: 'Your address',
  copy: 'Copy address',
  copyOther: 'Copy {address}',
  copied: 'Copied',
  dialOnly: 'Dial-only: nobody can dial you',
  more: '{count, plural, one {# more<noun> address</noun>} other {# more<noun> addresses</noun>}}',
} as const;
