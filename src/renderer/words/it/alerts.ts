import type { Words } from '../catalogue.ts';

export const alerts = {
  count: '1 di {total, number}',
  dismiss: 'Chiudi l’avviso',
  compare: 'Confronta',
  mute: 'Silenzia',
} satisfies Words['alerts'];
