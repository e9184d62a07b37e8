import { expect, test } from 'vitest';
import { looksLike, nameKey } from '../../src/core/look-alikes.ts';

test.each([
  ['Sam', 'sam', 'another case'],
  ['Sam', 'S am', 'a space more'],
  ['Sam', '\u{0405}\u{0430}m', 'Cyrillic letters'],
  ['Ben', '\u{0392}en', 'a Greek capital'],
  ['Ben', '\u{0412}en', 'a Cyrillic capital whose small letter looks otherwise'],
  ['Ana', '\u{13aa}na', 'a Cherokee letter'],
  ['Ilse', 'llse', 'a small L for a capital i'],
  ['Ilse', '1lse', 'a digit for a letter'],
  ['Bob', 'B0b', 'a zero for an o'],
  ['Marek', 'rnarek', 'r and n for an m'],
  ['Zo\u{eb}', 'Zoe\u{308}', 'a letter in two parts'],
  ['Sam', 'Sam (5a11)', 'what looks like a tag'],
  ['Sam', 'Sam (5\u{430}11)', 'what looks like a tag, in other letters'],
  ['Sam', 'Sam (you)', 'what looks like the mark of oneself'],
  ['Sam', 'Sam (verified)', 'what looks like being verified'],
  ['Sam', 'Sam \u{2714}\u{fe0f}', 'a tick'],
])('%s and %s are taken for one: %s', (known, fresh) => {
  expect(looksLike(known, fresh)).toBe(true);
  expect(looksLike(fresh, known)).toBe(true);
});

test.each([
  ['Sam', 'Pam'],
  ['Sam', 'Samuel'],
  ['Ana', 'Ben'],
  ['Sam (work)', 'Sam'],
  ['\u{6797}', '\u{738b}'],
])('%s and %s are two names', (one, other) => {
  expect(looksLike(one, other)).toBe(false);
});

test('a name that is nothing but marks is a name of its own', () => {
  expect(looksLike('\u{2714}', '(5a11)')).toBe(false);
  expect(nameKey('(5a11)')).not.toBe('');
});

test('a name that was asked for often is the same after many others', () => {
  const before = nameKey('Sam');
  for (let i = 0; i < 10_000; i++) nameKey(`Person ${i}`);
  expect(nameKey('Sam')).toBe(before);
});
