import type { Words } from '../catalogue.ts';

export const timeline = {
  messages: 'Messaggi',
  empty: 'Ancora nessun messaggio',
  emptyHint:
    'Invita qualcuno, oppure dai il tuo indirizzo. Quello che scrivi ora resta qui ad aspettarlo.',
  older: 'Mostra i messaggi precedenti',
  jump: 'Vai al più recente',
  unread: '{count, plural, one {# nuovo messaggio} other {# nuovi messaggi}}',
  unreadMany: 'Più di {count, number} nuovi messaggi',
  readOut: '{name}: {text}',
  unreadLine: 'Nuovi messaggi',
  markRead: 'Segna come letti',
  fresh: '{count, plural, one {# nuovo} other {# nuovi}}',
  lateAbove: '{count, plural, one {# messaggio in ritardo} other {# messaggi in ritardo}} più su',
  lateBelow: '{count, plural, one {# messaggio in ritardo} other {# messaggi in ritardo}} più giù',
  catchingUp: 'Recupero dei messaggi',
  catchingUpWith: 'Recupero dei messaggi: {done, number} di {total, number}',
  muted:
    '{count, plural, one {Un messaggio} other {# messaggi}} di <name></name>, persona silenziata.',
  show: 'Mostra',
  hide: 'Nascondi',
} satisfies Words['timeline'];
