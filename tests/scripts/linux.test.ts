import { expect, test } from 'vitest';
import { aptLine, namesForRelease, parsePolicy } from '../../scripts/linux/apt.ts';
import { missingIn } from '../../scripts/linux/libraries.ts';
import { exitCodeOf } from '../../scripts/run-child.ts';

test('ldd listings name each missing library once', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibffmpeg.so => /somewhere/libffmpeg.so (0x00007f1)',
    '\tlibnss3.so => not found',
    '\tlibgtk-3.so.0 => not found',
    '\tlibnss3.so => not found',
  ].join('\n');
  expect(missingIn(listing)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
});

test('a package gets its t64 name where the release has one', () => {
  const known = new Set(['libgtk-3-0t64', 'libasound2', 'libasound2t64', 'libnss3']);
  expect(namesForRelease(['libgtk-3-0', 'libasound2', 'libnss3'], known)).toEqual([
    'libgtk-3-0t64',
    'libasound2t64',
    'libnss3',
  ]);
});

test('a package keeps its plain name where apt knows nothing', () => {
  expect(namesForRelease(['libgtk-3-0'], new Set())).toEqual(['libgtk-3-0']);
});

test('only packages with a version to install count as known', () => {
  const listing = [
    'libnss3:',
    '  Installed: (none)',
    '  Candidate: 2:3.87.1-1',
    '  Version table:',
    'libasound2:',
    '  Installed: (none)',
    '  Candidate: (none)',
    '  Version table:',
  ].join('\n');
  expect(parsePolicy(listing)).toEqual(new Set(['libnss3']));
});

test('the line to run can be pasted as it is', () => {
  expect(aptLine(['libnss3', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb',
  );
});

test('a child ended by a signal counts as 128 and its number, as in a shell', () => {
  expect(exitCodeOf(null, 'SIGTERM')).toBe(143);
  expect(exitCodeOf(3, null)).toBe(3);
});
