/** The list of everybody in the group. */
export const people = {
  title: 'People',
  blocked: 'Blocked',
  unblock: 'Unblock',
  you: '(you)',
  notTheKnown: 'not the <name></name> you know',
  here: 'here',
  offline: 'offline',
  writing: 'writing…',
  offlineSince: 'offline {since}',
  yourProfile: 'Your profile',
  lastSeenToday: 'offline, last seen {time}',
  lastSeen: 'offline, last seen {day}, {time}',
  through: 'through {name}',
  throughAnother: 'through another peer',
} as const;
