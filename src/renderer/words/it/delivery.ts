import type { Words } from '../catalogue.ts';

export const delivery = {
  nobody: 'Non ce l’ha ancora nessuno',
  everybody: 'Ce l’hanno tutti',
  some: 'Ce l’hanno {has, number} su {all, number}',
  readBy: 'Letto da {names}',
  readByMany: 'Letto da {count, number}',
  readSentence: 'Letto da {names}.',
  alone: 'Nel gruppo non c’è ancora nessun altro.',
  allHave: 'Ce l’hanno tutti.',
  have: '{count, plural, one {{names} ce l’ha.} other {{names} ce l’hanno.}}',
  lack: '{count, plural, one {{names} non ce l’ha ancora.} other {{names} non ce l’hanno ancora.}}',
  away: '{count, plural, one {{names} non è in linea: lo riceverà da {giver}.} other {{names} non sono in linea: lo riceveranno da {giver}.}}',
  awayFromYou:
    '{count, plural, one {{names} non è in linea: lo riceverà da te.} other {{names} non sono in linea: lo riceveranno da te.}}',
} satisfies Words['delivery'];
