import type { Words } from '../catalogue.ts';

export const dial = {
  title: 'Chiama un’altra persona',
  address: 'Indirizzo da chiamare',
  example: 'host:porta',
  connect: 'Chiama',
  inviteHere:
    'Questo è un link d’invito. Potrebbe portare a un altro gruppo: esci da questo e incollalo in “Primi contatti”.',
} satisfies Words['dial'];
