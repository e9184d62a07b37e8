/** Who came and went, and what became of the network. */
export const notices = {
  created: '<name></name> created the group',
  joined: '<name></name> joined',
  left: '<name></name> left',
  lost: 'Lost connection to <name></name>',
  back: '<name></name> is back',
  renamed: '{was} goes by {name} from now on',
  outcome: {
    joined: '<them></them> {count, plural, other {joined}}',
    back: '<them></them> {count, plural, one {is} other {are}} back',
    left: '<them></them> {count, plural, other {left}}',
    lost: 'Lost connection to <them></them>',
    cameAndWent: '<them></them> joined and left',
    wentAndCame: '<them></them> left and came back',
  },
  you: 'You',
  split: '<us></us> cannot reach <them></them> {since}',
  splitAlone: 'You cannot reach <them></them> {since}',
  together: 'Together again',
  togetherMerged: 'Together again: {merged, plural, one {# message} other {# messages}} merged',
  togetherWith: 'Together again with <them></them>',
  togetherWithMerged:
    'Together again with <them></them>: {merged, plural, one {# message} other {# messages}} merged',
} as const;
