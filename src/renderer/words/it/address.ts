import type { Words } from '../catalogue.ts';

export const address = {
  title: 'Il tuo indirizzo',
  copy: 'Copia l’indirizzo',
  copyOther: 'Copia {address}',
  copied: 'Copiato',
  dialOnly: 'Solo in uscita: nessuno può chiamarti',
  more: '{count, plural, one {Un altro<noun> indirizzo</noun>} other {Altri #<noun> indirizzi</noun>}}',
} satisfies Words['address'];
