import type { Words } from '../catalogue.ts';

export const common = {
  close: 'Chiudi',
  verified: 'identità verificata',
  muted: 'silenziato',
} satisfies Words['common'];
