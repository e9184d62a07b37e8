/** The form that leads into a group. */
export const join = {
  form: 'Join a group',
  name: 'Your name',
  port: 'Port',
  portHint: 'Others reach you at this port.',
  seeds: 'Seed peers',
  seedsHint: 'People already in the group, or an invite link.',
  seedsExample: 'host:port, or parley://join#…',
  more: 'More',
  listenOn: 'Listen on',
  allAddresses: 'All addresses',
  card: '{name} – {address}',
  thisComputer: 'This computer only',
  notFoundNow: '{address} (not found now)',
  group: 'Group',
  groupExample: 'The group of the first seed, else lobby',
  secret: 'Secret',
  secretMeaning:
    'Locks the group: only people who have the secret, or an invite link, can come in and read. Empty: an open group.',
  showSecret: 'Show secret',
  hideSecret: 'Hide secret',
  makeSecret: 'Make a secret',
  fromLink: 'From the invite link.',
  noSecretInLink: 'The invite link is for an open group.',
  locked: 'locked',
  join: 'Join',
  joining: 'Joining…',
  cancel: 'Cancel',
  invitation:
    'Invitation to “<group></group>”, {locked, select, yes {a locked group} other {an open group}}, from the key {key}',
  invitationFrom:
    'Invitation to “<group></group>”, {locked, select, yes {a locked group} other {an open group}}, said to be from <inviter></inviter>, whose key is {key}',
} as const;
