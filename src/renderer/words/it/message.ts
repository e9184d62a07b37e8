import type { Words } from '../catalogue.ts';

export const message = {
  sending: 'Invio in corso…',
  late: 'arrivato in ritardo',
  deleted: 'Ha eliminato questo messaggio',
  unknown: 'Ha inviato qualcosa che questa versione di Parley non sa mostrare',
  notTheKnown: 'non è il <name></name> che conosci',
} satisfies Words['message'];
