import { expect, test } from 'vitest';
import { parseTyped } from '../../src/core/commands.ts';

test.each([
  ['/help', { type: 'command', name: 'help', rest: '' }],
  ['/HELP ', { type: 'command', name: 'help', rest: '' }],
  ['/connect  10.0.0.5:8080 ', { type: 'command', name: 'connect', rest: '10.0.0.5:8080' }],
  ['/connect', { type: 'lacking', name: 'connect' }],
  ['/quit now', { type: 'too-much', name: 'quit' }],
  ['/nikc Ana', { type: 'unknown', word: 'nikc' }],
  ['/été', { type: 'unknown', word: 'été' }],
  ['//nikc Ana', { type: 'text', text: '/nikc Ana' }],
  ['///', { type: 'text', text: '//' }],
  ['/etc/hosts is wrong', { type: 'text', text: '/etc/hosts is wrong' }],
  ['/ means root', { type: 'text', text: '/ means root' }],
  ['/', { type: 'text', text: '/' }],
  ['/1 of 2', { type: 'text', text: '/1 of 2' }],
  [' /help', { type: 'text', text: ' /help' }],
  ['see\n/help', { type: 'text', text: 'see\n/help' }],
])('%j is read as it was meant', (draft, typed) => {
  expect(parseTyped(draft)).toEqual(typed);
});
