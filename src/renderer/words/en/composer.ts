/** Where messages are written. */
export const composer = {
  form: 'Write a message',
  message: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  sendTitle: 'Send (Enter)',
  bytes: '{bytes, number} of {limit, number} bytes',
} as const;
