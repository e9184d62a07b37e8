import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, parseLine } from '../../src/cli/command.ts';
import { idOf } from '../../src/core/entry.ts';
import { AWKWARD_TEXTS, entry } from '../support/entries.ts';

const ID = idOf(entry());

function typed(line: string): Command {
  return parseLine(line, false);
}

function fromProgram(value: unknown): Command {
  return parseLine(JSON.stringify(value), true);
}

test.each<[string, Command]>([
  ['hello', { type: 'send', text: 'hello' }],
  ['  indented  ', { type: 'send', text: '  indented  ' }],
  ['exit', { type: 'quit' }],
  [' exit ', { type: 'quit' }],
  ['/quit', { type: 'quit' }],
  ['exit now', { type: 'send', text: 'exit now' }],
  ['Exit', { type: 'send', text: 'Exit' }],
  ['/peers', { type: 'peers' }],
  ['/help', { type: 'help' }],
  ['', { type: 'nothing' }],
  ['   ', { type: 'nothing' }],
  ['/connect 10.0.0.7:4242', { type: 'connect', address: '10.0.0.7:4242' }],
  ['/connect', { type: 'connect', address: '' }],
  ['/me waves', { type: 'act', text: 'waves' }],
  [' /me  waves to\tBen ', { type: 'act', text: 'waves to\tBen' }],
  ['/meow', { type: 'bad', message: '/meow is not a command. /help lists them, //meow says it.' }],
  ['/me', { type: 'bad', message: 'Write /me and what you do: /me waves.' }],
  ['//me waves', { type: 'send', text: '/me waves' }],
  ['/ is a slash', { type: 'send', text: '/ is a slash' }],
  ['/etc/hosts is the file', { type: 'send', text: '/etc/hosts is the file' }],
  ['/etc/hosts', { type: 'send', text: '/etc/hosts' }],
  ['/shrug hi', { type: 'send', text: '/shrug hi' }],
  ['/', { type: 'send', text: '/' }],
  ['/-:', { type: 'send', text: '/-:' }],
  ['//shrug', { type: 'send', text: '/shrug' }],
  ['//quit your job', { type: 'send', text: '/quit your job' }],
  ['  //peers  ', { type: 'send', text: '  /peers  ' }],
  ['///share', { type: 'send', text: '//share' }],
  ['see //x', { type: 'send', text: 'see //x' }],
  ['{"quit": true}', { type: 'send', text: '{"quit": true}' }],
  ['<EXITENCD>', { type: 'send', text: '<EXITENCD>' }],
])('the line %j means %j', (line, command) => {
  expect(typed(line)).toEqual(command);
});

test.each(['/conect', '/Quit', ' /peers2 ', '/équipe'])(
  '%s alone is a slip: it is said so, and not sent',
  (line) => {
    const word = line.trim();
    const message = `${word} is not a command. /help lists them, /${word} says it.`;
    expect(typed(line)).toEqual({ type: 'bad', message });
  },
);

test.each(['/quit now', '/peers please', '/help\tme'])(
  '%j is a command with too much after it: it is said so, and neither obeyed nor sent',
  (line) => {
    const message = /^\/[a-z]+ stands alone on its line\. \/\/[a-z]+ … says it\.$/;
    expect(typed(line)).toEqual({ type: 'bad', message: expect.stringMatching(message) });
  },
);

test.each(AWKWARD_TEXTS)('a program can send the text %j', (text) => {
  expect(fromProgram({ send: text })).toEqual({ type: 'send', text });
});

test.each<[unknown, Command]>([
  [{ connect: 'a:1' }, { type: 'connect', address: 'a:1' }],
  [{ quit: true }, { type: 'quit' }],
  [{ history: 500 }, { type: 'history', limit: 500 }],
  [{ send: 'exit' }, { type: 'send', text: 'exit' }],
  [{ act: 'waves' }, { type: 'act', text: 'waves' }],
  [
    { reply: ID, text: 'yes' },
    { type: 'reply', to: ID, text: 'yes' },
  ],
  [
    { edit: ID, text: 'no' },
    { type: 'edit', id: ID, text: 'no' },
  ],
  [{ delete: ID }, { type: 'delete', id: ID }],
  [
    { react: ID, emoji: '👍' },
    { type: 'react', id: ID, emoji: '👍', on: true },
  ],
  [
    { react: ID, emoji: '👍', on: false },
    { type: 'react', id: ID, emoji: '👍', on: false },
  ],
])('the object %j means %j', (value, command) => {
  expect(fromProgram(value)).toEqual(command);
});

test.each([
  {},
  { send: 5 },
  { send: null },
  { quit: false },
  { history: 0 },
  { history: 1.5 },
  { history: 100_001 },
  { history: '5' },
  { shout: 'hello' },
  { send: 'a', quit: true },
  { reply: ID },
  { edit: `${ID}x`, text: 'a' },
  { delete: 1 },
  { react: ID },
])('the object %j is no command, and the answer says what one is', (value) => {
  expect(fromProgram(value)).toMatchObject({
    type: 'bad',
    message: expect.stringMatching(/^A command is .*"send"/),
  });
});

test('a line that starts like an object but is none is said so', () => {
  expect(parseLine('{"send": "a"', true)).toEqual({
    type: 'bad',
    message: 'This line starts with { but is not JSON.',
  });
});

test.each<[string, Command]>([
  ['hello', { type: 'send', text: 'hello' }],
  ['[1]', { type: 'send', text: '[1]' }],
  ['/shrug', { type: 'send', text: '/shrug' }],
  ['//shrug', { type: 'send', text: '//shrug' }],
  ['/quit now', { type: 'send', text: '/quit now' }],
  [' {"quit": true}', { type: 'send', text: ' {"quit": true}' }],
  ['/quit', { type: 'quit' }],
  ['exit', { type: 'quit' }],
  ['/peers', { type: 'peers' }],
  ['/help', { type: 'help' }],
  ['/connect a:1', { type: 'connect', address: 'a:1' }],
])('of a program the line %j means %j', (line, command) => {
  expect(parseLine(line, true)).toEqual(command);
});

test('no line makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), fc.boolean(), (text, json, object) => {
      parseLine(object ? `{${text}` : text, json);
    }),
  );
});

test.each<[string, Command]>([
  ['/who Dan', { type: 'who', who: 'Dan' }],
  [
    '/mute  Dan of the choir ',
    { type: 'contact', who: 'Dan of the choir', change: { muted: true } },
  ],
  ['/unmute Dan', { type: 'contact', who: 'Dan', change: { muted: false } }],
  ['/block Dan (5a11)', { type: 'contact', who: 'Dan (5a11)', change: { blocked: true } }],
  ['/unblock 5a11', { type: 'contact', who: '5a11', change: { blocked: false } }],
  ['/verify Dan', { type: 'contact', who: 'Dan', change: { verified: true } }],
  ['/unverify Dan', { type: 'contact', who: 'Dan', change: { verified: false } }],
  ['/nick Dan = The plumber', { type: 'contact', who: 'Dan', change: { nickname: 'The plumber' } }],
  ['/nick Dan =', { type: 'contact', who: 'Dan', change: { nickname: '' } }],
])('the line %j is about somebody', (line, command) => {
  expect(typed(line)).toEqual(command);
});

const NICK =
  'Write /nick YOURNAME, /nick NAME = NICKNAME for somebody else, or /nick NAME = to take that back.';

test.each([
  ['/block', 'Whom? Write /block NAME; /peers lists people.'],
  ['/who ', 'Whom? Write /who NAME; /peers lists people.'],
  ['/nick', NICK],
  ['/nick = Dan', NICK],
])('%j lacks something, and says what', (line, message) => {
  expect(typed(line)).toEqual({ type: 'bad', message });
});

test.each<[string, Command]>([
  ['/nick Anna Maria', { type: 'profile', change: { name: 'Anna Maria' } }],
  ['/status in a meeting', { type: 'profile', change: { status: 'in a meeting' } }],
  ['/status', { type: 'profile', change: { status: '' } }],
])('the line %j is about oneself', (line, command) => {
  expect(typed(line)).toEqual(command);
});

test('a program changes its own profile, and nothing that is none of it', () => {
  const change = { name: 'Anna', status: null, colour: 3 };
  expect(fromProgram({ profile: change })).toEqual({ type: 'profile', change });
  for (const wrong of [{ n: 9 }, { name: null }, { colour: '3' }]) {
    expect(fromProgram({ profile: wrong })).toMatchObject({ type: 'bad' });
  }
});

test('a program names people by their keys, and is taken to the letter otherwise', () => {
  const who = 'ab'.repeat(32);
  expect(fromProgram({ contact: who, muted: true, nickname: null })).toEqual({
    ...{ type: 'contact', who },
    change: { muted: true, nickname: null },
  });
  expect(parseLine('/block Dan', true)).toEqual({ type: 'send', text: '/block Dan' });
  for (const wrong of [
    { contact: 'Dan', muted: true },
    { contact: who, muted: 1 },
    { contact: who, name: 'Dan' },
  ]) {
    expect(fromProgram(wrong)).toMatchObject({ type: 'bad' });
  }
});
