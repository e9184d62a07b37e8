/** The two screens themselves. */
export const app = {
  title: '{group} - Parley',
  titleUnread: '({count, number}) {group} - Parley',
  group: 'Group',
  openGroup: 'Group and people',
  lockedGroup: 'Locked group',
  lead: 'To join a group, paste an invite link or enter the address of somebody in it. To start one, leave seed peers empty.',
} as const;
