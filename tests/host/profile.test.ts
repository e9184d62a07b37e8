import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { peerIdOf } from '../../src/crypto/identity.ts';
import { folderName } from '../../src/host/folder-name.ts';
import { defaultDataDir, openProfile, type Profile, withIdentity } from '../../src/host/profile.ts';
import { ProfileError } from '../../src/host/profile-error.ts';
import { chained, group, log, run } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';

async function open(dir: string | null, name = 'Ana'): Promise<Profile> {
  const folder = openProfile(dir, folderName(name));
  // Some tests have closed it themselves by then, which a database takes only once.
  onTestFinished(() => folder.store.close().catch(() => undefined));
  return await withIdentity(folder, { instead: 'Open it in the window.' });
}

/** The platform's place for data, for this test a folder of its own. */
function ownDataHome(): string {
  const home = tempDir();
  vi.stubEnv('XDG_DATA_HOME', home);
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return home;
}

test('a profile is the same person with the same history every time it is opened', async () => {
  const dir = join(tempDir(), 'not', 'there', 'yet');
  const first = await open(dir);
  await first.store.append(group(1), chained(run(1, 3)));
  await first.store.close();
  const second = await open(dir);
  expect(peerIdOf(second.identity)).toBe(peerIdOf(first.identity));
  expect((await second.store.heads(group(1))).get(log(1))?.seq).toBe(3);
});

test('two folders are two people', async () => {
  const [ana, ben] = [await open(tempDir()), await open(tempDir())];
  expect(peerIdOf(ana.identity)).not.toBe(peerIdOf(ben.identity));
});

test('only its owner can read an identity', async () => {
  const dir = join(tempDir(), 'profile');
  await open(dir);
  expect(statSync(join(dir, 'identity')).mode & 0o777).toBe(0o600);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});

test('a folder that is in use is refused, with what to do about it', async () => {
  const dir = tempDir();
  await open(dir);
  const opening = (): Promise<Profile> => open(dir);
  await expect(opening()).rejects.toThrow(ProfileError);
  await expect(opening()).rejects.toThrow(
    `Another Parley is using ${dir}. Close it, or choose another folder.`,
  );
});

test.each(['', 'f'.repeat(127), 'g'.repeat(128), 'F'.repeat(128), `${'f'.repeat(128)}00`])(
  'a damaged identity is refused and never replaced: “%s”',
  async (text) => {
    const dir = tempDir();
    writeFileSync(join(dir, 'identity'), text);
    const opening = (): Promise<Profile> => open(dir);
    await expect(opening()).rejects.toThrow(ProfileError);
    await expect(opening()).rejects.toThrow(/identity is damaged/);
    expect(readFileSync(join(dir, 'identity'), 'utf8')).toBe(text);
  },
);

test('a profile whose identity has been put right opens again in the same program', async () => {
  const dir = tempDir();
  const before = await open(dir);
  await before.store.close();
  const path = join(dir, 'identity');
  const good = readFileSync(path, 'utf8');
  writeFileSync(path, 'damaged');
  await expect(open(dir)).rejects.toThrow(/damaged/);
  writeFileSync(path, `${good}\n`);
  expect(peerIdOf((await open(dir)).identity)).toBe(peerIdOf(before.identity));
});

test('a history that is no database is set aside, and the profile starts with a new one', async () => {
  const dir = tempDir();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const diary = 'Dear diary, '.repeat(1_000);
  writeFileSync(join(dir, 'history.db'), diary);
  const { damage, store } = await open(dir);
  expect(damage?.kept).toMatch(/history\.damaged-[-0-9]+T[-0-9]+Z\.db$/);
  expect(readFileSync(damage?.kept ?? '', 'utf8')).toBe(diary);
  expect([...(await store.heads(group(1)))]).toEqual([]);
  expect(said.mock.calls.flat().join('')).toContain('The history on this computer is damaged');
});

test('an empty history is a new one in a new profile, and a lost one in one that was used', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const dir = tempDir();
  const path = join(dir, 'history.db');
  writeFileSync(path, '');
  const first = await open(dir);
  expect(first.damage).toBeNull();
  await first.store.close();
  writeFileSync(path, '');
  expect((await open(dir)).damage?.messages).toEqual({ saved: 0, of: 0 });
});

test('a folder that cannot be made is refused with a sentence', async () => {
  const file = join(tempDir(), 'file');
  writeFileSync(file, '');
  await expect(open(join(file, 'profile'))).rejects.toThrow(/^The folder .* cannot be used: /);
});

test('a name has its default profile, found again under any spelling of case', async () => {
  const home = ownDataHome();
  const first = await open(null, 'Ana');
  expect(first.dir).toBe(join(home, 'parley', 'profiles', 'ana'));
  await first.store.close();
  expect(peerIdOf((await open(null, 'ANA')).identity)).toBe(peerIdOf(first.identity));
});

test('a default profile that is in use gives way to the next one', async () => {
  ownDataHome();
  const [first, second, third] = [await open(null), await open(null), await open(null)];
  expect([first, second, third].map(({ dir }) => basename(dir))).toEqual(['ana', 'ana_2', 'ana_3']);
  expect(new Set([first, second, third].map(({ identity }) => peerIdOf(identity))).size).toBe(3);
  await first.store.close();
  expect((await open(null)).dir).toBe(first.dir);
});

test('a name with a number in it is not the second profile of another name', async () => {
  ownDataHome();
  const [first, second] = [await open(null), await open(null)];
  await Promise.all([first.store.close(), second.store.close()]);
  const others = await Promise.all(['Ana-2', 'Ana_2', 'Ana 2'].map((name) => open(null, name)));
  expect(new Set([first, second, ...others].map(({ dir }) => dir)).size).toBe(5);
});

test('nobody opens the profile of the window by being called Window', async () => {
  const home = ownDataHome();
  const window = openProfile(null, 'window');
  await window.store.close();
  expect(window.dir).toBe(join(home, 'parley', 'profiles', 'window'));
  expect((await open(null, 'Window')).dir).not.toBe(window.dir);
});

test('an identity that a power cut left half written is no obstacle, and is cleared away', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'identity.new'), 'f00');
  const first = await open(dir);
  expect(readFileSync(join(dir, 'identity'), 'utf8')).toMatch(/^[0-9a-f]{128}$/);
  expect(existsSync(join(dir, 'identity.new'))).toBe(false);
  await first.store.close();
  expect(peerIdOf((await open(dir)).identity)).toBe(peerIdOf(first.identity));
});

test('each platform has its own place for data, and an empty setting is none', () => {
  expect(defaultDataDir('linux', { XDG_DATA_HOME: '/data' })).toBe(join('/data', 'parley'));
  expect(defaultDataDir('linux', { XDG_DATA_HOME: '' })).toMatch(/\.local.share.parley$/);
  expect(defaultDataDir('linux', {})).toBe(defaultDataDir('linux', { XDG_DATA_HOME: '' }));
  expect(defaultDataDir('darwin', {})).toMatch(/Library.Application Support.Parley$/);
  expect(defaultDataDir('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'Parley'));
});
