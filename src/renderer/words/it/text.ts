import type { Words } from '../catalogue.ts';

export const text = {
  code: 'Codice',
  codeIn: 'Codice, {language}',
  copied: 'Copiato',
  copyCode: 'Copia il codice',
  opensMail: 'Si apre nel programma di posta',
  opensWeb: 'Apre {host} nel browser',
} satisfies Words['text'];
