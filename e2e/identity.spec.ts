import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/launch.ts';

const ELSEWHERE = 'other systems have a key store, which tests leave alone';

test('without a key store the window says once that the key lies in a file, and where', async ({
  launch,
  freshDir,
}) => {
  test.skip(process.platform !== 'linux', ELSEWHERE);
  const dataDir = await freshDir();
  const first = await launch({ name: 'Ana', port: 0, dataDir });
  const note = first.page.getByRole('status').filter({ hasText: 'Your key is kept in a file' });
  await expect(note).toContainText(join(dataDir, 'identity'));
  await expect(first.alerts).toHaveCount(0);
  await first.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toHaveCount(0);
  await first.page.reload();
  await expect(first.messages).toBeVisible();
  await expect(note).toHaveCount(0);
  await first.close();

  const [identity, folder] = await Promise.all([stat(join(dataDir, 'identity')), stat(dataDir)]);
  expect(identity.mode & 0o777).toBe(0o600);
  expect(folder.mode & 0o777).toBe(0o700);
  expect(await readdir(dataDir)).not.toContain('identity.sealed');

  const again = await launch({ name: 'Ana', port: 0, dataDir });
  await expect(again.messages).toBeVisible();
  await expect(again.page.getByText('Your key is kept in a file')).toHaveCount(0);
});

test('window and terminal are the same person on one profile, one after the other', async ({
  launch,
  startPeer,
  freshDir,
}) => {
  const dataDir = await freshDir();
  const ben = await launch({ name: 'Ben', port: 0 });
  const seeds = [await ben.address()];
  const window = await launch({ name: 'Ana', port: 0, dataDir, seeds });
  await expect(ben.notice('Ana joined')).toBeVisible();
  await window.close();
  await expect(ben.notice('Ana left')).toBeVisible();
  await startPeer({ name: 'Ana', dataDir, seeds });
  await expect(ben.notice('Ana is back')).toBeVisible();
  await expect(ben.people.getByRole('listitem')).toHaveCount(2);
});

test('a window stops with the reason where its profile is in use', async ({
  launch,
  refused,
  freshDir,
}) => {
  const dataDir = await freshDir();
  await launch({ dataDir });
  expect(await refused({ dataDir })).toEqual({
    code: 1,
    reason: `Another Parley is using ${dataDir}. Close it, or choose another folder.\n`,
  });
});

test('a window whose key store is not there stops with the reason, and makes nobody new', async ({
  refused,
  freshDir,
}) => {
  test.skip(process.platform !== 'linux', ELSEWHERE);
  const dataDir = await freshDir();
  await writeFile(join(dataDir, 'identity.sealed'), 'c2VhbGVk');
  const { code, reason } = await refused({ dataDir });
  expect(code).toBe(1);
  expect(reason).toContain(
    `The key of the profile ${dataDir} is in the key store of this computer.`,
  );
  expect(await readFile(join(dataDir, 'identity.sealed'), 'utf8')).toBe('c2VhbGVk');
  expect(await readdir(dataDir)).not.toContain('identity');
});

test('two people of one name are told apart wherever they appear, and said to be two', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const [sam, other] = [
    await startPeer({ name: 'Sam', seeds }),
    await startPeer({ name: 'Sam', seeds }),
  ];
  const [known, fresh] = [await sam.tag(), await other.tag()];
  await expect(ana.alerts).toHaveText(
    `Another Sam has joined (${fresh}): this is not the Sam you know (${known}).`,
  );
  sam.say('It is me');
  other.say('No, it is me');
  await expect(ana.message(`Sam (${known})`, 'It is me')).toBeVisible();
  await expect(ana.message(`Sam (${fresh})`, 'No, it is me')).toBeVisible();
  await expect(ana.person(`Sam (${known})`)).toContainText('here');
  await expect(ana.person(`Sam (${fresh})`)).toContainText('here');
  await expect(ana.person('Ana')).toHaveText('Ana (you) here');
  await other.stop();
  await expect(ana.notice(`Sam (${fresh}) left`)).toBeVisible();
});
