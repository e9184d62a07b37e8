/** Dialling one more peer from inside the group. */
export const dial = {
  title: 'Connect to a peer',
  address: 'Peer address',
  example: 'host:port',
  connect: 'Connect',
  inviteHere:
    'That is an invite link. It may lead to another group: leave this one, and paste it into “Seed peers”.',
} as const;
