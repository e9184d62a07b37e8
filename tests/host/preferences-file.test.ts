import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/core/preferences.ts';
import { ok } from '../../src/core/result.ts';
import { PreferencesFile } from '../../src/host/preferences-file.ts';
import { tempDir } from '../support/temp-dir.ts';

const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
afterEach(() => complaints.mockClear());

const pathIn = (dir: string): string => join(dir, 'preferences.json');

/** What is read where the file holds this. */
function reading(text: string): Preferences {
  const path = pathIn(tempDir());
  writeFileSync(path, text);
  return new PreferencesFile(path).value;
}

test('what was chosen holds the next time, in a file for its owner only', () => {
  const path = pathIn(tempDir());
  expect(new PreferencesFile(path).value).toEqual(DEFAULT_PREFERENCES);
  expect(new PreferencesFile(path).change({ theme: 'dark', textSize: 130 })).toEqual(ok(null));
  new PreferencesFile(path).change({ readReceipts: false });
  const chosen = { ...DEFAULT_PREFERENCES, theme: 'dark', textSize: 130, readReceipts: false };
  expect(new PreferencesFile(path).value).toEqual(chosen);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(chosen);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(complaints).not.toHaveBeenCalled();
});

test('whoever follows hears at once what is chosen, and every change until they stop', () => {
  const file = new PreferencesFile(pathIn(tempDir()));
  const heard: Preferences[] = [];
  const stop = file.follow((preferences) => heard.push(preferences));
  file.change({ motion: 'reduced' });
  stop();
  file.change({ motion: 'system' });
  expect(heard.map(({ motion }) => motion)).toEqual(['system', 'reduced']);
});

test('a choice that the disk cannot take holds for now, and that is said', () => {
  const file = new PreferencesFile(pathIn(join(tempDir(), 'not', 'there')));
  const changed = file.change({ contrast: 'more' });
  expect(changed.ok ? null : changed.error.code).toBe('preferences-not-stored');
  expect(file.value.contrast).toBe('more');
});

test('of a file that another Parley wrote, what is not understood is passed over', () => {
  const text = '{"theme":"sepia","textSize":"big","typing":false,"contrast":"more","sound":"on"}';
  const expected = { ...DEFAULT_PREFERENCES, typing: false, contrast: 'more' };
  expect(reading(text)).toEqual(expected);
});

test.each(['', '[', 'null', '7', '"dark"', '{"theme":'])(
  'where the file holds %j everything is as at first',
  (text) => {
    expect(reading(text)).toEqual(DEFAULT_PREFERENCES);
    expect(complaints).toHaveBeenCalledOnce();
  },
);
