/** All that has been said, and finding the way in it. */
export const timeline = {
  messages: 'Messages',
  empty: 'No messages yet',
  emptyHint: 'Invite others, or tell them your address. What you write now waits for them here.',
  older: 'Show older messages',
  jump: 'Jump to newest',
  fresh: '{count, plural, other {# new}}',
  lateAbove: '{count, plural, one {# late message} other {# late messages}} above',
  lateBelow: '{count, plural, one {# late message} other {# late messages}} below',
  catchingUp: 'Catching up',
  catchingUpWith: 'Catching up: {done, number} of {total, number} messages',
  muted: '{count, plural, one {Message} other {# messages}} of <name></name>, muted.',
  show: 'Show',
  hide: 'Hide',
} as const;
