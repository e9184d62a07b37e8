/** How connected one is, and leaving. */
export const connection = {
  alone: 'Nobody else is here yet',
  reached: 'Connected to {reached, number} of {others, number}',
  leave: 'Leave',
} as const;
