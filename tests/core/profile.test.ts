import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProfile, profileBody } from '../../src/core/profile.ts';

test('a profile reads back as it was written', () => {
  expect(profileBody({ name: 'Ana', n: 3 })).toBe('{"name":"Ana","n":3}');
  expect(parseProfile(profileBody({ name: '“Ana” 👩‍🚀', n: 3 }))).toEqual({
    name: '“Ana” 👩‍🚀',
    n: 3,
  });
});

test('what a later version says besides is passed over', () => {
  const body = '{"status":"in a meeting","name":"Ana","colour":{"hue":7},"n":3}';
  expect(parseProfile(body)).toEqual({ name: 'Ana', n: 3 });
});

test.each([
  ['a name alone', 'Ana'],
  ['nothing', ''],
  ['a list', '["Ana",1]'],
  ['no name', '{"n":1}'],
  ['no number', '{"name":"Ana"}'],
  ['number 0', '{"name":"Ana","n":0}'],
  ['half a number', '{"name":"Ana","n":1.5}'],
  ['a number past what is counted exactly', '{"name":"Ana","n":9007199254740992}'],
  ['a number that is a text', '{"name":"Ana","n":"1"}'],
  ['a name with spaces round it', '{"name":" Ana","n":1}'],
  ['a name that is turned round', '{"name":"A\u202ena","n":1}'],
  ['a name in another form', '{"name":"Ａna","n":1}'],
  ['an empty name', '{"name":"","n":1}'],
  ['a name of 33 characters', `{"name":"${'x'.repeat(33)}","n":1}`],
  ['a key that would reach into objects', '{"name":"Ana","n":1,"__proto__":{}}'],
  ['JSON without end', `{"name":"Ana","n":1,"x":${'['.repeat(4_000)}`],
])('%s is no profile', (_, body) => {
  expect(parseProfile(body)).toBeNull();
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      parseProfile(body);
    }),
  );
});
