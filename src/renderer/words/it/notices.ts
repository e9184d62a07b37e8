import type { Words } from '../catalogue.ts';

export const notices = {
  created: '<name></name> ha creato il gruppo',
  joined: '<name></name> ora fa parte del gruppo',
  left: '<name></name> ha lasciato il gruppo',
  lost: 'Contatto perso con <name></name>',
  back: '<name></name> è di nuovo qui',
  renamed: '{was} da ora si chiama {name}',
  outcome: {
    joined: '<them></them> ora {count, plural, one {fa} other {fanno}} parte del gruppo',
    back: '<them></them> {count, plural, one {è} other {sono}} di nuovo qui',
    left: '<them></them> {count, plural, one {ha} other {hanno}} lasciato il gruppo',
    lost: 'Contatto perso con <them></them>',
    cameAndWent: '<them></them>: arrivo e partenza',
    wentAndCame: '<them></them>: partenza e ritorno',
  },
  you: 'Tu',
  split: '<us></us> non raggiungete <them></them> {since}',
  splitAlone: 'Non raggiungi <them></them> {since}',
  together: 'Di nuovo insieme',
  togetherMerged:
    'Di nuovo insieme: {merged, plural, one {# messaggio riunito} other {# messaggi riuniti}}',
  togetherWith: 'Di nuovo insieme a <them></them>',
  togetherWithMerged:
    'Di nuovo insieme a <them></them>: {merged, plural, one {# messaggio riunito} other {# messaggi riuniti}}',
} satisfies Words['notices'];
