import type { Words } from '../catalogue.ts';

export const emoji = {
  emoji: 'Emoji',
  search: 'Cerca un’emoji',
  count:
    '{count, plural, =0 {Nessuna emoji trovata} one {# emoji trovata} other {# emoji trovate}}',
  categories: 'Categorie',
  recent: 'Usate di recente',
  found: 'Risultati della ricerca',
  smileys: 'Faccine e sentimenti',
  people: 'Persone e corpo',
  animals: 'Animali e natura',
  food: 'Cibi e bevande',
  travel: 'Viaggi e luoghi',
  activities: 'Attività',
  objects: 'Oggetti',
  symbols: 'Simboli',
  flags: 'Bandiere',
  tones: 'Tonalità della pelle',
  toneNone: 'Nessuna tonalità',
  toneLight: 'Chiara',
  toneMediumLight: 'Abbastanza chiara',
  toneMedium: 'Olivastra',
  toneMediumDark: 'Abbastanza scura',
  toneDark: 'Scura',
} satisfies Words['emoji'];
