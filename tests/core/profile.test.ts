import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedProfile, parseProfile, profileBody, unknownKeys } from '../../src/core/profile.ts';
import { ok } from '../../src/core/result.ts';

test('a profile reads back as it was written', () => {
  expect(profileBody({ name: 'Ana', n: 3 })).toBe('{"name":"Ana","n":3}');
  expect(parseProfile(profileBody({ name: '“Ana” 👩‍🚀', n: 3 }))).toEqual({
    name: '“Ana” 👩‍🚀',
    n: 3,
  });
});

test('what a later version says besides is passed over', () => {
  const body = '{"mood":"fine","name":"Ana","colour":{"hue":7},"n":3}';
  expect(parseProfile(body)).toEqual({ name: 'Ana', n: 3 });
});

test('status and colour read back, and what is none of them is as none', () => {
  const profile = { name: 'Ana', n: 3, status: 'in a meeting', colour: 7 };
  expect(parseProfile(profileBody(profile))).toEqual(profile);
  for (const odd of [
    '"status":" x"',
    '"status":""',
    '"status":5',
    '"colour":8',
    '"colour":-0',
    '"colour":1.5',
  ]) {
    expect(parseProfile(`{"name":"Ana","n":3,${odd}}`)).toEqual({ name: 'Ana', n: 3 });
  }
});

test('what is not known here stays when the rest is said anew, and cannot say what is known', () => {
  const others = unknownKeys('{"name":"Ana","n":3,"status":"x","mood":{"a":[1]},"pronouns":"she"}');
  expect(profileBody({ name: 'Anna', n: 4 }, others)).toBe(
    '{"name":"Anna","n":4,"mood":{"a":[1]},"pronouns":"she"}',
  );
  expect(profileBody({ name: 'Anna', n: 4 }, { name: 'Mallory', n: 99 })).toBe(
    '{"name":"Anna","n":4}',
  );
  expect(profileBody({ name: 'Anna', n: 4 }, { long: 'x'.repeat(9_000) })).toBe(
    '{"name":"Anna","n":4}',
  );
});

test('a change says what is wrong with it, and changes nothing else', () => {
  const before = { name: 'Ana', n: 3, status: 'here', colour: 2 };
  expect(changedProfile(before, { name: '  Anna ' })).toEqual(ok({ ...before, name: 'Anna' }));
  expect(changedProfile(before, { status: ' ' })).toEqual(ok({ name: 'Ana', n: 3, colour: 2 }));
  expect(changedProfile(before, { colour: null })).toEqual(
    ok({ name: 'Ana', n: 3, status: 'here' }),
  );
  expect(changedProfile(before, { name: '' })).toMatchObject({ error: { code: 'name-empty' } });
  expect(changedProfile(before, { colour: 8 })).toMatchObject({
    error: { code: 'colour-unknown' },
  });
  expect(changedProfile(before, { status: 'x'.repeat(81) })).toMatchObject({
    error: {
      code: 'status-too-long',
      message: 'Your status is too long: 81 of at most 80 characters.',
    },
  });
  expect(changedProfile(before, { status: 'a\u202eb' })).toMatchObject({
    error: { code: 'status-characters' },
  });
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
