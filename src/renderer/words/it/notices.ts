import type { Words } from '../catalogue.ts';

export const notices = {
  created: '<name></name> ha creato il gruppo',
  joined: '<name></name> ora fa parte del gruppo',
  left: '<name></name> ha lasciato il gruppo',
  lost: 'Contatto perso con <name></name>',
  back: '<name></name> è di nuovo qui',
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
