import type { Words } from '../catalogue.ts';

export const common = {
  close: 'Chiudi',
  verified: 'identità verificata',
  muted: 'silenziato',
  others: '{count, plural, one {un’altra persona} other {altre # persone}}',
} satisfies Words['common'];
