/** Who is writing, under the timeline. */
export const typing = {
  writing: '{count, plural, one {{names} is writing} other {{names} are writing}}',
} as const;
