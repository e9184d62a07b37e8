import type { Words } from '../catalogue.ts';

export const profile = {
  title: 'Il tuo profilo',
  name: 'Il tuo nome',
  nameHint: 'Lo vedono tutti nel gruppo, anche accanto a ciò che hai già detto.',
  sameName:
    'Qui c’è già qualcuno con questo nome: accanto ai vostri nomi compariranno le prime cifre delle chiavi.',
  status: 'Stato',
  statusHint: 'Due parole su come stai, accanto al nome. Lascialo vuoto per non dire nulla.',
  colour: 'Colore',
  automatic: 'Automatico',
  colours: {
    red: 'Rosso',
    ochre: 'Ocra',
    olive: 'Oliva',
    green: 'Verde',
    blue: 'Blu',
    indigo: 'Indaco',
    violet: 'Viola',
    pink: 'Rosa',
  },
  save: 'Salva',
  kept: 'Ciò che cambi viene firmato e conservato: chi è nel gruppo può leggere come ti chiamavi prima.',
  empty: 'Scrivi il tuo nome.',
  characters: 'Contiene un carattere invisibile o di controllo.',
  tooLong: 'Al massimo {most, number} caratteri.',
} satisfies Words['profile'];
