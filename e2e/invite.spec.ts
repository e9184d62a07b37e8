import { deadAddress } from './support/dead-address.ts';
import { expect, test } from './support/launch.ts';

test('a link that is copied with one click leads somebody else into the group', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0, args: ['--group', 'design'] });
  const link = await ana.copyInvite();
  const ben = await launch();
  await ben.fill({ name: 'Ben', port: '0', group: 'typed before the link' });
  await ben.fill({ seeds: link });
  await expect(ben.field('Seed peers')).toHaveAccessibleDescription(
    /^Invitation to “design”, an open group, from the key [0-9a-f]{8}…$/,
  );
  await expect(ben.field('Group')).toHaveValue('design');
  await expect(ben.field('Group')).toHaveAttribute('readonly');
  await expect(ben.field('Secret')).toHaveAttribute('readonly');
  await ben.join();
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ben.say('Found you');
  await expect(ana.message('Ben', 'Found you')).toHaveCount(1);
});

test('a link names whom it is said to be from, and whoever else lets one in is named', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0, args: ['--group', 'design'] });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  const cleo = await launch({ name: 'Cleo', port: 0, seeds: [await ben.address()] });
  await expect(cleo.person('Ana')).toBeVisible();
  await cleo.leave();
  const link = (await ana.copyInvite()).replace(/\/a=.*/, `/a=${await ben.address()}`);
  await cleo.fill({ seeds: link });
  await expect(cleo.field('Seed peers')).toHaveAccessibleDescription(
    /^Invitation to “design”, an open group, said to be from Ana, whose key is [0-9a-f]{8}…$/,
  );
  await cleo.join();
  const who = 'You were let in by Ben, not by whom the link is from.';
  await expect(cleo.page.getByRole('status').filter({ hasText: who })).toBeVisible();
});

test('the dialog says who can come in, and shows the link and a code that says the same', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0, args: ['--group', 'design'] });
  const dialog = await ana.openInvite();
  await expect(dialog).toContainText('Anyone with this link can read and write in “design”');
  await expect(dialog).toContainText('open');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  const code = dialog.getByRole('img', { name: /^The invite link to “design”/ });
  for (const colorScheme of ['light', 'dark'] as const) {
    await ana.page.emulateMedia({ colorScheme });
    expect(await ana.scan(code)).toBe(link);
  }
  await ana.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(ana.page.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
});

test('where nobody could follow a link there is none, and the dialog says why', async ({
  launch,
}) => {
  const seed = await deadAddress('127.0.0.2');
  const ana = await launch({ name: 'Ana', port: 0, seeds: [seed], args: ['--no-listen'] });
  const why = 'There is no address yet at which anybody could join.';
  await ana.page.getByRole('button', { name: 'Copy invite link' }).click();
  await expect(ana.page.getByText(why)).toBeVisible();
  await ana.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = ana.page.getByRole('dialog', { name: /^Invite to/ });
  await expect(dialog.getByRole('alert')).toHaveText(why);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(why);
  await expect(dialog.getByRole('img')).toHaveCount(0);
});

test('a link that is damaged is said to be so as soon as it is pasted', async ({ launch }) => {
  const ana = await launch();
  await ana.fill({ name: 'Ana', port: '0', seeds: 'parley://join#g=design' });
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/invite link is damaged/);
  await ana.fill({ seeds: '' });
  await expect(ana.field('Seed peers')).toHaveAccessibleDescription(/or an invite link/);
});

test('a secret is hidden until it is asked for, and a made one is good enough', async ({
  launch,
}) => {
  const ana = await launch();
  await ana.fill({ secret: 'typed by hand' });
  const hidden = () =>
    ana
      .field('Secret')
      .evaluate((field) => getComputedStyle(field).getPropertyValue('-webkit-text-security'));
  expect(await hidden()).toBe('disc');
  await ana.form.getByRole('button', { name: 'Show secret' }).click();
  expect(await hidden()).toBe('none');
  await ana.form.getByRole('button', { name: 'Hide secret' }).click();
  await ana.form.getByRole('button', { name: 'Make a secret' }).click();
  await expect(ana.field('Secret')).toHaveValue(/^[a-z]+( [a-z]+){11}$/);
  expect(await hidden()).toBe('none');
});
