import { beforeEach, expect, test } from 'vitest';
import { Names } from '../../src/core/names.ts';
import { epoch, peer } from '../support/entries.ts';

const ANA = peer(2);

let names: Names;

beforeEach(() => {
  names = new Names();
});

/** Ana's log of a start holds this profile since `at`. */
function signed(start: number, name: string, n: number, at = start): void {
  names.signed(ANA, epoch(start), { name, n }, [at, 0]);
}

test('somebody nobody has named is called by their key', () => {
  expect(names.of(ANA)).toBe(ANA.slice(0, 8));
});

test('a neighbour’s word names whom no log names', () => {
  expect(names.of(ANA, 'Anna')).toBe('Anna');
});

test('a name in the log goes before a neighbour’s word', () => {
  signed(1, 'Ana', 1);
  expect(names.of(ANA, 'Anna')).toBe('Ana');
});

test('the profile with the highest number holds, whichever arrives last and whatever the clocks say', () => {
  signed(2, 'Ana', 2, 10);
  signed(1, 'Anna', 1, 99);
  expect(names.of(ANA)).toBe('Ana');
  signed(3, 'Annie', 3, 5);
  expect(names.of(ANA)).toBe('Annie');
});

test('of two profiles with one number the later clock holds, whichever arrives last', () => {
  signed(1, 'Ana', 1, 20);
  signed(2, 'Anna', 1, 10);
  expect(names.of(ANA)).toBe('Ana');
  signed(3, 'Annie', 1, 30);
  expect(names.of(ANA)).toBe('Annie');
});

test('a hello goes before the log of an earlier start', () => {
  signed(1, 'Anna', 9);
  names.greeted(ANA, epoch(2), 'Ana');
  expect(names.of(ANA)).toBe('Ana');
  signed(3, 'Annie', 10);
  expect(names.of(ANA)).toBe('Ana');
});

test('the log of this very start goes before its hello, though an older one has a higher number', () => {
  signed(1, 'Anna', 9);
  names.greeted(ANA, epoch(2), 'Somebody');
  signed(2, 'Ana', 1);
  expect(names.of(ANA)).toBe('Ana');
});

test('a neighbour cannot rename somebody who has a link', () => {
  names.greeted(ANA, epoch(2), 'Ana');
  expect(names.of(ANA, 'Anna')).toBe('Ana');
  names.gone(ANA);
  expect(names.of(ANA, 'Anna')).toBe('Ana');
});

test('whoever has gone is called what their best profile says', () => {
  signed(1, 'Anna', 1);
  names.greeted(ANA, epoch(2), 'Ana');
  names.gone(ANA);
  expect(names.of(ANA)).toBe('Anna');
  signed(2, 'Ana', 2);
  expect(names.of(ANA)).toBe('Ana');
});
