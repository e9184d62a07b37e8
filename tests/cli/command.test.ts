import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, parseLine } from '../../src/cli/command.ts';
import { AWKWARD_TEXTS } from '../support/entries.ts';

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
  ['/ is a slash', { type: 'send', text: '/ is a slash' }],
  ['{"quit": true}', { type: 'send', text: '{"quit": true}' }],
  ['<EXITENCD>', { type: 'send', text: '<EXITENCD>' }],
])('the line %j means %j', (line, command) => {
  expect(typed(line)).toEqual(command);
});

test('a command that does not exist is said so, and not sent', () => {
  expect(typed('/conect a:1')).toEqual({
    type: 'bad',
    message: '/conect is not a command. /help lists them.',
  });
});

test.each(AWKWARD_TEXTS)('a program can send the text %j', (text) => {
  expect(fromProgram({ send: text })).toEqual({ type: 'send', text });
});

test.each<[unknown, Command]>([
  [{ connect: 'a:1' }, { type: 'connect', address: 'a:1' }],
  [{ quit: true }, { type: 'quit' }],
  [{ history: 500 }, { type: 'history', limit: 500 }],
  [{ send: 'exit' }, { type: 'send', text: 'exit' }],
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
])('the object %j is no command, and the answer says what one is', (value) => {
  expect(fromProgram(value)).toMatchObject({ type: 'bad', message: /^A command is .*"send"/ });
});

test('a line that starts like an object but is none is said so', () => {
  expect(parseLine('{"send": "a"', true)).toEqual({
    type: 'bad',
    message: 'This line starts with { but is not JSON.',
  });
});

test('a program may send plain lines as well', () => {
  expect(parseLine('hello', true)).toEqual({ type: 'send', text: 'hello' });
  expect(parseLine('[1]', true)).toEqual({ type: 'send', text: '[1]' });
  expect(parseLine('/quit', true)).toEqual({ type: 'quit' });
});

test('no line makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), fc.boolean(), (text, json, object) => {
      parseLine(object ? `{${text}` : text, json);
    }),
  );
});
