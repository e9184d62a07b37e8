import type { Words } from '../catalogue.ts';

export const composer = {
  form: 'Scrivi un messaggio',
  message: 'Messaggio',
  placeholder: 'Scrivi un messaggio',
  send: 'Invia',
  sendTitle: 'Invia (Invio)',
  bytes: '{bytes, number} di {limit, number} byte',
} satisfies Words['composer'];
