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

test('packaged, the switches that a desktop may need are not ours', () => {
  const switches = ['--no-sandbox', '--ozone-platform=wayland', '--password-store=basic'];
  const argv = ['/opt/parley/parley', ...switches, '8080', 'Ana'];
  expect(ownArguments(argv, true)).toEqual(['8080', 'Ana']);
});

test.each([
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--proxy-server=evil.example:80',
  '--gpu-launcher=evil',
  '--renderer-cmd-prefix=evil',
  '--js-flags=--expose-gc',
  '--load-extension=evil',
  '--disable-web-security',
  '--host-rules=MAP * evil.example',
  '--no-sandbox=evil',
  '--ozone-platform=a b',
])('packaged, %s is left to be refused as an option that there is not', (word) => {
  expect(ownArguments(['/opt/parley/parley', word], true)).toEqual([word]);
});

test('packaged, every word after the program is ours', () => {
  expect(ownArguments(['/opt/parley/parley', '8080', 'Ana'], true)).toEqual(['8080', 'Ana']);
});
