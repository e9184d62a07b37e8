import type { Words } from '../catalogue.ts';

export const message = {
  sending: 'Invio in corso…',
  late: 'arrivato in ritardo',
  notTheKnown: 'non è il <name></name> che conosci',
  opensMail: 'Si apre nel programma di posta',
  opensHost: 'Apre {host} nel browser',
} satisfies Words['message'];
