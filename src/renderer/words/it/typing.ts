import type { Words } from '../catalogue.ts';

export const typing = {
  writing: '{count, plural, one {{names} sta scrivendo} other {{names} stanno scrivendo}}',
} satisfies Words['typing'];
