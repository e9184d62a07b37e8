/** All that the page can ask of main. Whoever adds to the contract adds here, having thought twice. */
export const BRIDGE: readonly string[] = [
  'changeContact',
  'changeSecret',
  'connect',
  'copy',
  'followInvitation',
  'invite',
  'join',
  'joinDefaults',
  'leave',
  'loadOlder',
  'onEvent',
  'openLink',
  'putInvitationAway',
  'ready',
  'safetyNumber',
  'send',
];
