import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseName } from '../../src/core/text.ts';
import { folderName, numberedFolder } from '../../src/host/folder-name.ts';

/** What Windows, macOS and Linux all take as a name: no device, no dot or space at the end. */
const SAFE = /^(?!(con|nul|aux|prn|com\d|lpt\d)(\.|$))[\w%-]{1,150}$/i;

const LONG = '張'.repeat(31);

test.each([
  ['Ana', 'ana'],
  ['Ana-2', 'ana-2'],
  ['Ana María', 'ana%20mar%C3%ADa'],
  ['ann.x', 'ann%2Ex'],
  ['ann_x', 'ann%5Fx'],
  ['CON', '%63on'],
  ['console', 'console'],
  ['Window', '%77indow'],
])('%s lives in %s', (name, folder) => {
  expect(folderName(name)).toBe(folder);
});

test.each([
  ...['..', '.', 'a/b', 'a\\b', '*', '~', "'", '!', 'a:b', 'ana.', '<EXITENCD>', '%63on', '%'],
  ...['con', 'CON.', 'con.txt', 'nul', 'aux', 'prn', 'com1', 'COM9', 'lpt1', 'com¹', 'CONIN$'],
  ...[LONG, '😀'.repeat(32), 'n'.repeat(32)],
])('the name %s makes a folder on any file system', (name) => {
  for (const n of [1, 2, 64]) expect(numberedFolder(folderName(name), n)).toMatch(SAFE);
});

test.each([
  ['ann.x', 'ann_x'],
  ['con', '%63on'],
  ['window', '%77indow'],
  ["o'hara", 'o_hara'],
  [`${LONG}a`, `${LONG}b`],
  [LONG, LONG.slice(1)],
])('%s and %s are two folders', (one, other) => {
  expect(folderName(one)).not.toBe(folderName(other));
});

test('no two names share a folder, not even that of a second program, on any file system', () => {
  const alphabet = fc.constantFrom(...'ab2._-%~ !*', 'é', 'É', '張', 'window', 'con', '_2', '%63');
  const name = fc
    .array(alphabet, { minLength: 1, maxLength: 32 })
    .map((parts) => parseName(parts.join('')))
    .filter((parsed) => parsed.ok)
    .map((parsed) => parsed.value);
  const number = fc.constantFrom(1, 2, 63);
  fc.assert(
    fc.property(name, name, number, number, (one, other, n, m) => {
      fc.pre(one.toLowerCase() !== other.toLowerCase() || n !== m);
      const [here, there] = [
        numberedFolder(folderName(one), n),
        numberedFolder(folderName(other), m),
      ];
      expect(here.toLowerCase()).not.toBe(there.toLowerCase());
      expect(here).toMatch(SAFE);
    }),
    { numRuns: 2_000 },
  );
});
