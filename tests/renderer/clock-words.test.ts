import { expect, test } from 'vitest';
import { clockWords } from '../../src/renderer/features/person/clock-words.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';

test.each([
  [0, 'the same as yours'],
  [-400, 'the same as yours'],
  [3_000, '3 seconds ahead of yours'],
  [-1_400, '1 second behind yours'],
  [29_000, '29 seconds ahead of yours'],
  [7 * 60_000, '7 minutes ahead of yours'],
  [-90 * 60_000, '2 hours behind yours'],
  [3 * 86_400_000, '3 days ahead of yours'],
])('a clock that is %i ms ahead is %s', (offsetMs, words) => {
  expect(clockWords(offsetMs, ENGLISH)).toBe(words);
});

test('the clock is spoken of in Italian too', () => {
  expect(clockWords(3_000, ITALIAN)).toBe('3 secondi avanti rispetto al tuo');
});
