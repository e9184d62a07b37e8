import type { Words } from '../catalogue.ts';

export const people = {
  title: 'Persone',
  blocked: 'Bloccati',
  unblock: 'Sblocca',
  you: '(tu)',
  notTheKnown: 'non è il <name></name> che conosci',
  here: 'qui',
  offline: 'non in linea',
  writing: 'sta scrivendo…',
  offlineSince: 'non in linea {since}',
  yourProfile: 'Il tuo profilo',
  lastSeenToday: 'non in linea, ultima presenza alle {time}',
  lastSeen: 'non in linea, ultima presenza {day} alle {time}',
  through: 'tramite {name}',
  throughAnother: 'tramite un’altra persona',
} satisfies Words['people'];
