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

test('a link to another group of the same name is told from the one that one is in', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  await joinHere(ana, 'Ana', 'design');
  await openLink(LINK, home);
  const dialog = ana.page.getByRole('dialog', {
    name: 'Leave “design” and join another group, also called “design”?',
  });
  await expect(dialog).toContainText('to another group that is also called “design”, an open one.');
  await expect(dialog).not.toContainText('The group you are in is locked');
  await ana.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await ana.say('Still here');
  await expect(ana.message('Ana', 'Still here')).toHaveCount(1);
});

test('in a locked group an open one of its name is said to be another, and open; a member’s link is not', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  const secret = 'seven quiet otters paint the harbour';
  await ana.join({ name: 'Ana', port: '0', group: 'design', secret });
  const members = await ana.copyInvite();
  const dialog = ana.page.getByRole('dialog');
  const forged = members.replace(/\/s=[^/]*/, '').replace(/\/r=[^/]*/, '');
  const another = 'Leave “design” and join another group, also called “design”?';

  await openLink(forged, home);
  await expect(dialog).toHaveAccessibleName(another);
  await expect(dialog).toContainText('to another group that is also called “design”, an open one.');
  await expect(dialog).toContainText('The group you are in is locked, this one is not');

  // Another secret of the very group, as after a change; then a group that is locked, and not ours.
  await openLink(members.replace('s=seven', 's=eight'), home);
  await expect(dialog).toHaveAccessibleName('Join “design” again with this link?');
  await expect(dialog).toContainText('to the locked group you are in');
  await openLink(members.replace(/\/r=.../, '/r=AAA'), home);
  await expect(dialog).toHaveAccessibleName(another);
  await expect(dialog).toContainText('a locked one');
  await expect(dialog).not.toContainText('The group you are in is locked');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(dialog).toHaveCount(0);
  await ana.say('Still here');
  await expect(ana.message('Ana', 'Still here')).toHaveCount(1);
});

test('a link that comes in place of another cannot be followed before it has been seen', async ({
  launch,
  openLink,
  freshDir,
}) => {
  const home = await freshDir();
  const ana = await launch({ home });
  await joinHere(ana, 'Ana', 'lab');
  await openLink(LINK, home);
  const join = ana.page.getByRole('button', { name: 'Leave and join' });
  await expect(join).toBeEnabled();
  // Whether the button can be pressed is written down at each moment at which the name is another.
  await ana.page.evaluate(() => {
    const dialog = document.querySelector('[role=dialog]');
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = (): void => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Leave and join',
      );
      seen.push(`${dialog?.textContent?.includes('elsewhere')} ${button?.disabled}`);
    };
    if (dialog === null) throw new Error('no dialog');
    new MutationObserver(look).observe(dialog, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    });
  });
  await openLink(LINK.replace('design', 'elsewhere'), home);
  await expect(
    ana.page.getByRole('dialog', { name: 'Leave “lab” and join “elsewhere”?' }),
  ).toBeVisible();
  await expect(join).toBeEnabled();
  const seen = await ana.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  expect(seen.find((look) => look.startsWith('true'))).toBe('true true');
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
