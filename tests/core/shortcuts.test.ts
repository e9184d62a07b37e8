import { expect, test } from 'vitest';
import {
  isPressed,
  type KeyPress,
  PLACES,
  SHORTCUTS,
  type ShortcutName,
} from '../../src/core/shortcuts.ts';

const NOTHING_HELD = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { ...NOTHING_HELD, key, isComposing: false, keyCode: 0, ...more };
}

type Place = (typeof PLACES)[number];

/** Every shortcut that a press is where one is: those of the place, and those that hold anywhere. */
function all(
  key: string,
  more: Partial<KeyPress> = {},
  here: Place = 'writing',
): readonly ShortcutName[] {
  const names = Object.keys(SHORTCUTS) as ShortcutName[];
  return names
    .filter((name) => [here, 'anywhere'].includes(SHORTCUTS[name].place))
    .filter((name) => isPressed(press(key, more), name));
}

const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

test.each([
  ['+', ctrl, 'largerText'],
  ['+', { ...ctrl, ...shift }, 'largerText'],
  ['=', ctrl, 'largerText'],
  ['-', ctrl, 'smallerText'],
  ['0', ctrl, 'usualText'],
  [',', ctrl, 'preferences'],
  [',', { metaKey: true }, 'preferences'],
  // Where the slash stands above the seven.
  ['/', { ...ctrl, ...shift }, 'shortcuts'],
  ['?', shift, 'shortcuts'],
  ['F6', {}, 'nextPane'],
  ['F6', shift, 'previousPane'],
  ['Enter', {}, 'send'],
  ['Enter', ctrl, 'send'],
  ['ArrowUp', {}, 'editLast'],
  ['Enter', shift, 'newLine'],
  ['Q', { ...ctrl, shiftKey: false }, 'quit'],
])('%s with %j is %s and nothing else', (key, held, name) => {
  expect(all(key, held)).toEqual([name]);
});

test.each([
  ['ArrowUp', {}, 'olderMessage'],
  ['ArrowDown', {}, 'newerMessage'],
  ['Enter', {}, 'messageMenu'],
  ['F10', shift, 'messageMenu'],
  ['+', shift, 'react'],
  ['r', {}, 'reply'],
  ['e', {}, 'edit'],
  ['c', ctrl, 'copyMessage'],
  ['+', ctrl, 'largerText'],
])('on a message, %s with %j is %s and nothing else', (key, held, name) => {
  expect(all(key, held, 'message')).toEqual([name]);
});

test('what merely looks like a shortcut is none', () => {
  expect(all(',')).toEqual([]);
  expect(all('q')).toEqual([]);
  expect(all('F6', ctrl)).toEqual([]);
  // AltGr, as Windows tells it, makes a character of its own.
  expect(all('/', { ctrlKey: true, altKey: true })).toEqual([]);
});

test('a key that an input method has taken is none', () => {
  expect(all('Enter', { isComposing: true })).toEqual([]);
  expect(all('Enter', { keyCode: 229 })).toEqual([]);
  expect(all(',', { ...ctrl, isComposing: true })).toEqual([]);
});

test.each(PLACES)('no two shortcuts that hold %s have the same keys', (here) => {
  const keys = Object.values(SHORTCUTS)
    .filter(({ place }) => place === here || place === 'anywhere')
    .flatMap((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});
