/** Asking others in, and being asked by a link from outside. */
export const invite = {
  invite: 'Invite',
  copyLink: 'Copy invite link',
  linkCopied: 'Link copied',
  copied: 'Copied',
  title: 'Invite to “<group></group>”',
  whoIfLocked:
    'Anyone with this link can read and write in “<group></group>”, and read what was said before. Give it only to people you want there.',
  whoIfOpen:
    'Anyone with this link can read and write in “<group></group>”. The group is open: so can anyone else who reaches the address of somebody in it.',
  making: 'Making the link…',
  tryAgain: 'Try again',
  link: 'Invite link',
  code: 'The invite link to “{group}” as a code to scan',
  orScan: 'Or scan it with another device.',
  secretChanged:
    'The secret is changed. Old links do not lead to you any more: give this one to everybody who is to come back.',
  changeSecretMore: 'Change the secret…',
  changeSecret: 'Change the secret',
  changing: 'Changing…',
  keepOld: 'Keep the old one',
  changeQuestion: 'Change the secret of “<group></group>”? Parley makes a new one, and then:',
  effects: {
    cutOff: 'You are cut off from everybody at once, also from those who are here now.',
    oldLinks: 'Old links and the old secret do not lead to you any more.',
    comeBack: 'Whoever gets the new link from you comes back and has everything that was said.',
    others:
      'The others keep what they have read until now, and can go on among themselves, without you.',
  },
  outside: {
    damaged: 'This invite link is damaged',
    damagedWhy:
      'A link that was opened outside Parley leads nowhere. Ask whoever sent it to copy it again, from the first letter to the last.',
    ok: 'OK',
    again: 'Join “<group></group>” again with this link?',
    leaveFor: 'Leave “<group></group>” and join “<next></next>”?',
    leaveForNamesake:
      'Leave “<group></group>” and join another group, also called “<next></next>”?',
    leadsHere:
      'An invite link was opened outside Parley. It leads to the locked group you are in, by the secret that it has in this link. If you did not open it, stay.',
    leadsToNamesake:
      'An invite link was opened outside Parley. It leads to another group that is also called “<next></next>”, {locked, select, yes {a locked} other {an open}} one. If you did not open it, stay.',
    leadsToLocked:
      'An invite link was opened outside Parley. It leads to a locked group. If you did not open it, stay.',
    leadsToOpen:
      'An invite link was opened outside Parley. It leads to an open group. If you did not open it, stay.',
    outOfLocked:
      'The group you are in is locked, this one is not: anyone who reaches it can read what you write there.',
    stay: 'Stay',
    follow: 'Leave and join',
  },
} as const;
