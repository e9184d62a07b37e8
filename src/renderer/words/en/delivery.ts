/** Who has a message of one’s own. */
export const delivery = {
  nobody: 'Nobody has it yet',
  everybody: 'Everybody has it',
  some: '{has, number} of {all, number} have it',
  readBy: 'Read by {names}',
  readByMany: 'Read by {count, number}',
  readSentence: 'Read by {names}.',
  alone: 'Nobody else is in the group yet.',
  allHave: 'Everybody has it.',
  have: '{count, plural, one {{names} has it.} other {{names} have it.}}',
  lack: '{count, plural, one {{names} does not have it yet.} other {{names} do not have it yet.}}',
  away: '{count, plural, one {{names} is offline} other {{names} are offline}}, {giver} will hand it over.',
  awayFromYou:
    '{count, plural, one {{names} is offline} other {{names} are offline}}, you will hand it over.',
} as const;
