/** One message. */
export const message = {
  sending: 'Sending…',
  late: 'arrived late',
  deleted: 'Deleted this message',
  unknown: 'Sent something that this version of Parley cannot show',
  notTheKnown: 'not the <name></name> you know',
  opensMail: 'Opens in your mail program',
  opensHost: 'Opens {host} in your browser',
} as const;
