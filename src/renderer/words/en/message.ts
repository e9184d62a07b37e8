/** One message. */
export const message = {
  sending: 'Sending…',
  late: 'arrived late',
  deleted: 'Deleted this message',
  unknown: 'Sent something that this version of Parley cannot show',
  notTheKnown: 'not the <name></name> you know',
} as const;
