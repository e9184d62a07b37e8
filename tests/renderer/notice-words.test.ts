import { describe, expect, test } from 'vitest';
import type { PeerRef } from '../../src/core/events.ts';
import * as core from '../../src/core/split-words.ts';
import { datesIn } from '../../src/renderer/ui/dates.ts';
import {
  comingSentence,
  healingSentence,
  splitSentence,
} from '../../src/renderer/words/notices.ts';
import { peer } from '../support/entries.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';

const NAMES = ['Ben', 'Carol', 'Dan', 'Eve', 'Fay', 'Gil', 'Hal'];
const PEOPLE: readonly PeerRef[] = NAMES.map((name, i) => ({ id: peer(i), name }));
const people = (count: number): readonly PeerRef[] => PEOPLE.slice(0, count);

/** Pieces next to each other are one to the reader. */
function read(sentence: core.Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.name)).join('');
}

test.each([
  ['created', 'Ana created the group', 'Ana ha creato il gruppo'],
  ['joined', 'Ana joined', 'Ana ora fa parte del gruppo'],
  ['left', 'Ana left', 'Ana ha lasciato il gruppo'],
  ['lost', 'Lost connection to Ana', 'Contatto perso con Ana'],
  ['back', 'Ana is back', 'Ana è di nuovo qui'],
] as const)('%s: “%s”, “%s”', (kind, english, italian) => {
  const ana = { id: peer(9), name: 'Ana' };
  expect(read(comingSentence(kind, ana, ENGLISH))).toBe(english);
  expect(read(comingSentence(kind, ana, ITALIAN))).toBe(italian);
});

test('a name stays a person in the sentence, whatever it looks like', () => {
  const markup = { id: peer(9), name: '<b>{count}</b>' };
  expect(comingSentence('joined', markup, ENGLISH)).toEqual([markup, ' joined']);
});

describe('a split', () => {
  test.each([0, 1, 2, 3, 4, 6])('with %i others here, in English as the terminal says it', (n) => {
    for (const away of [1, 2, 5]) {
      const split = { reached: people(n), unreachable: people(away), since: 0 };
      expect(read(splitSentence(split, 'since 14:02', ENGLISH))).toBe(
        read(core.splitSentence(split, '14:02')),
      );
    }
  });

  test.each([
    [0, 1, 'Non raggiungi Ben dalle ore 14:02'],
    [1, 2, 'Tu e Ben non raggiungete Ben e Carol dalle ore 14:02'],
    [
      5,
      5,
      'Tu, Ben, Carol e altre 3 persone non raggiungete Ben, Carol, Dan e altre 2 persone dalle ore 14:02',
    ],
  ])('of us and %i others from %i, in Italian', (here, away, said) => {
    const split = { reached: people(here), unreachable: people(away), since: 0 };
    expect(read(splitSentence(split, 'dalle ore 14:02', ITALIAN))).toBe(said);
  });
});

describe('a healing', () => {
  test('in English as the terminal says it', () => {
    for (const merged of [0, 1, 17]) {
      for (const missing of [0, 1]) {
        const healing = { peers: people(2), missing: people(missing), merged, since: 0 };
        expect(read(healingSentence(healing, ENGLISH))).toBe(read(core.healingSentence(healing)));
      }
    }
  });

  test.each([
    [0, 0, 'Di nuovo insieme'],
    [1, 0, 'Di nuovo insieme: 1 messaggio riunito'],
    [17, 0, 'Di nuovo insieme: 17 messaggi riuniti'],
    [17, 1, 'Di nuovo insieme a Ben e Carol: 17 messaggi riuniti'],
  ])('of %i messages, %i still missing, in Italian', (merged, missing, said) => {
    const healing = { peers: people(2), missing: people(missing), merged };
    expect(read(healingSentence(healing, ITALIAN))).toBe(said);
  });
});

describe('days and times', () => {
  const now = new Date(2026, 2, 20, 18, 30).getTime();
  const at = (...when: [number, number, number, number, number]): number =>
    new Date(...when).getTime();

  test.each([
    [at(2026, 2, 20, 14, 2), 'Today', 'Oggi', 'since 2:02 PM', 'dalle ore 14:02'],
    [at(2026, 2, 19, 14, 2), 'Yesterday', 'Ieri', 'since Yesterday, 2:02 PM', 'da ieri, ore 14:02'],
    [
      at(2026, 2, 9, 14, 2),
      'Monday, March 9',
      'Lunedì 9 marzo',
      'since Monday, March 9, 2:02 PM',
      'da lunedì 9 marzo, ore 14:02',
    ],
    [
      at(2025, 2, 9, 14, 2),
      'March 9, 2025',
      '9 marzo 2025',
      'since March 9, 2025, 2:02 PM',
      'dal giorno 9 marzo 2025, ore 14:02',
    ],
  ])('are written as people write them', (when, day, giorno, since, dal) => {
    const [english, italian] = [datesIn(ENGLISH), datesIn(ITALIAN)];
    expect(english.dayName(when, now)).toBe(day);
    expect(italian.dayName(when, now)).toBe(giorno);
    // Between time and half of the day Intl puts a narrow blank.
    expect(english.since(when, now).replace('\u202f', ' ')).toBe(since);
    expect(italian.since(when, now)).toBe(dal);
  });

  test('beyond what dates can hold are nothing, and not an error', () => {
    expect(datesIn(ENGLISH).timeOfDay(Number.MAX_SAFE_INTEGER)).toBe('');
    expect(datesIn(ITALIAN).fullDate(Number.NaN)).toBe('');
  });
});
