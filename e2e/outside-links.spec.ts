import { readFile } from 'node:fs/promises';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

test.skip(process.platform === 'darwin', 'macOS tells a running program of links by itself');

/** Made by nobody: the key is all zeros, and nobody listens there. */
const KEY = 'A'.repeat(43);
const LINK = `parley://join#g=design/k=${KEY}/a=127.0.0.2:9`;

/** What a person does who wants to be reached from this computer only. */
async function joinHere(window: ParleyWindow, name: string, group: string): Promise<void> {
  await window.showMore();
  await window.field('Listen on').selectOption('127.0.0.1');
  await window.join({ name, port: '0', group });
  await expect(window.page.getByRole('heading', { name: group })).toBeVisible();
}

test('a link that the system opens starts a window with the form filled in, and joins nothing', async ({
  launch,
  freshDir,
}) => {
  const ana = await launch({ home: await freshDir(), args: [LINK] });
  await expect(ana.field('Seed peers')).toHaveValue(LINK);
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/Invitation to “design”/);
  await expect(ana.field('Your name')).toHaveValue('');
  await expect(ana.messages).toHaveCount(0);
});

test('nobody on the computer finds a link that started a window in the list of programs', async ({
  launch,
  freshDir,
}) => {
  test.skip(process.platform !== 'linux', 'lists of programs are read from /proc');
  const ana = await launch({ home: await freshDir(), args: [LINK] });
  await expect(ana.field('Seed peers')).toHaveValue(LINK);
  const line = await readFile(`/proc/${ana.app.process().pid}/cmdline`, 'utf8');
  expect(line.replaceAll('\0', ' ').trim()).toBe('Parley');
});

test('a link goes to the window that is there, and waits in the form until somebody joins', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const first = await launch({ home });
  const second = await launch({ home });
  await first.fill({ name: 'Ana', group: 'typed before' });
  expect(await openLink(LINK, home)).toBe(0);
  await expect(first.field('Seed peers')).toHaveValue(LINK);
  await expect(first.field('Your name')).toHaveValue('Ana');
  await expect(first.field('Group')).toHaveValue('design');
  await expect(second.field('Seed peers')).toHaveValue('');
  // The first has gone: now the second is the window that is there.
  await first.close();
  expect(await openLink(LINK, home)).toBe(0);
  await expect(second.field('Seed peers')).toHaveValue(LINK);
});

test('inside a group a link asks first: who stays, stays, and who goes is in the other group', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  await joinHere(ana, 'Ana', 'lab');
  const dialog = ana.page.getByRole('dialog', { name: 'Leave “lab” and join “design”?' });
  const waits = ana.page.getByRole('dialog');

  await openLink(LINK, home);
  await expect(dialog).toBeVisible();
  // A reload does not answer for the person.
  await ana.page.reload();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(waits).toHaveCount(0);
  await ana.say('Still here');
  await expect(ana.message('Ana', 'Still here')).toHaveCount(1);

  await openLink(LINK, home);
  await dialog.getByRole('button', { name: 'Leave and join' }).click();
  await expect(ana.page.getByRole('heading', { name: 'design' })).toBeVisible();
  await expect(waits).toHaveCount(0);
});

test('a link that the other group refuses ends on the join screen, with the reason beside it', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const ben = await launch();
  const secret = 'seven quiet otters paint the harbour';
  await ben.join({ name: 'Ben', port: '0', group: 'design', secret });
  const good = await ben.copyInvite();
  const bad = good.replace('s=seven', 's=eight');
  expect(bad).not.toBe(good);

  const home = await freshDir();
  const ana = await launch({ home });
  await joinHere(ana, 'Ana', 'lab');
  await openLink(bad, home);
  await ana.page.getByRole('button', { name: 'Leave and join' }).click();
  await expect(ana.field('Seed peers')).toHaveValue(bad);
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/has another secret/);
  await openLink(good, home);
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/^Invitation to “design”/);
  await ana.join();
  await expect(ben.notice('Ana joined')).toBeVisible();
});

test('a link to a group of the same name, perhaps with a new secret, is asked about as such', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  await joinHere(ana, 'Ana', 'design');
  await openLink(LINK, home);
  const dialog = ana.page.getByRole('dialog', { name: 'Join “design” again with this link?' });
  await expect(dialog).toContainText('perhaps the one you are in with a new secret');
  await ana.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await ana.say('Still here');
  await expect(ana.message('Ana', 'Still here')).toHaveCount(1);
});

test('a link that is damaged is said to be so, and leaves the group alone', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  await openLink('parley://join#nonsense', home);
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/damaged/);
  await ana.fill({ seeds: '' });
  await joinHere(ana, 'Ana', 'lab');
  await openLink('parley://join#nonsense', home);
  const dialog = ana.page.getByRole('dialog', { name: 'This invite link is damaged' });
  await dialog.getByRole('button', { name: 'OK' }).click();
  await expect(ana.composer).toBeVisible();
});
