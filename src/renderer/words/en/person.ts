/** The card of a person. */
export const person = {
  callsThemselves: 'Calls themselves <name></name>.',
  notMet: 'Not met yet: others have told of them.',
  firstSeen: 'First seen here: <when></when>.',
  notYou: 'This <name></name> is not you: another key has come with that name.',
  notTheKnown:
    'This <name></name> is not the <name></name> you know: another key has come with that name.',
  theirs: 'Theirs, to be compared',
  theirsHint: 'Paste or type their numbers or words.',
  same: 'The same. If it came from them, you can mark them as verified.',
  notSame: 'Not the same. Do not mark them as verified: somebody may stand between you.',
  nickname: 'Nickname',
  nicknameHint: 'Shown to you in place of their name. Nobody else sees it.',
  save: 'Save',
  hearLess: 'Hear less of them',
  mute: 'Mute',
  unmute: 'Unmute',
  block: 'Block',
  unblock: 'Unblock',
  blockedMeans:
    'Blocked: nothing of theirs is shown. What they have said comes back when you unblock them.',
  quietMeans:
    'Muted, their messages are folded. Blocked, nothing of theirs is shown. They are not told, and they still read you.',
  safetyNumber: 'Safety number',
  compared: 'You have compared it: nobody stands between you and this person.',
  toCompare:
    'Compare it by telephone or side by side: <name></name> sees the same in the card about you. Then nobody stands between you.',
  verify: 'Mark as verified',
  unverify: 'Remove verification',
  ways: 'Ways to compare',
  numbers: 'Numbers',
  words: 'Words',
  code: 'QR code',
  codeLabel: 'Safety number as a QR code',
} as const;
