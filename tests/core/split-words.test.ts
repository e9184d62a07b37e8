import { expect, test } from 'vitest';
import type { PeerRef } from '../../src/core/events.ts';
import { enumerated, splitSentence } from '../../src/core/split-words.ts';
import { peer } from '../support/entries.ts';

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus'];
const PEOPLE: readonly PeerRef[] = NAMES.map((name, i) => ({ id: peer(i + 1), name }));

function read(parts: readonly (string | PeerRef)[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.name)).join('');
}

test.each([
  [1, 'Ana'],
  [2, 'Ana and Ben'],
  [3, 'Ana, Ben and Cleo'],
  [4, 'Ana, Ben, Cleo and Dan'],
  [5, 'Ana, Ben, Cleo and 2 others'],
  [7, 'Ana, Ben, Cleo and 4 others'],
])('%i people read “%s”', (count, wanted) => {
  expect(read(enumerated(PEOPLE.slice(0, count)))).toBe(wanted);
});

test('a name stays a name in a sentence, so that no face takes it for words', () => {
  const reached = PEOPLE.slice(0, 1);
  const sentence = splitSentence({ reached, unreachable: PEOPLE.slice(1, 3), since: 0 }, '14:02');
  expect(read(sentence)).toBe('You and Ana cannot reach Ben and Cleo since 14:02');
  expect(sentence.filter((part) => typeof part !== 'string')).toEqual(PEOPLE.slice(0, 3));
});
