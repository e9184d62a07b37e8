/** The two screens themselves. */
export const app = {
  group: 'Group',
  openGroup: 'Group and people',
  lockedGroup: 'Locked group',
  lead: 'To join a group, paste an invite link or enter the address of somebody in it. To start one, leave seed peers empty.',
} as const;
