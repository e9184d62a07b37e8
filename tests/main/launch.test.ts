import { expect, test } from 'vitest';
import { ownArguments } from '../../src/main/launch.ts';

test.each([
  ['as npm start does', ['electron', '/app', '8080', 'Ana'], ['8080', 'Ana']],
  ['as root', ['electron', '--no-sandbox', '/app', '--port', '0'], ['--port', '0']],
  [
    'as a test driver does',
    ['electron', '-r', 'loader.cjs', '--inspect=0', '/app', '--name', 'Ana'],
    ['--name', 'Ana'],
  ],
  ['with nothing to say', ['electron', '/app'], []],
])('started %s, the words after the application are ours', (_how, argv, own) => {
  expect(ownArguments(argv, false)).toEqual(own);
});

test('packaged, every word after the program is ours', () => {
  expect(ownArguments(['/opt/parley/parley', '8080', 'Ana'], true)).toEqual(['8080', 'Ana']);
});
