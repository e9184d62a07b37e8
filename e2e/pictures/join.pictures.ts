import { offsetOfMoment, shoot } from '../support/camera.ts';
import { expect, test } from '../support/launch.ts';

test('joining', async ({ launch }) => {
  const ana = await launch({ clockOffsetMs: offsetOfMoment() });
  await expect(ana.field('Port')).not.toHaveValue('');
  await ana.fill({ port: '47100' });
  await shoot(ana, 'join-empty');
  await ana.fill({ name: 'Ana', seeds: '10.20.0.4:47100, lab-pc:47100' });
  await shoot(ana, 'join', ['wide-light']);
  await ana.fill({ name: '', port: '70000', seeds: '10.0.0.300:47100, lab pc' });
  await ana.join();
  await expect(ana.form.getByRole('alert')).toBeVisible();
  await shoot(ana, 'join-errors');
  await ana.fill({ name: 'Ana', port: '47100', seeds: '', group: 'lab' });
  await ana.form.getByRole('button', { name: 'Make a secret' }).click();
  await shoot(ana, 'join-more');
});

test('a locked group', async ({ launch }) => {
  const ana = await launch({ clockOffsetMs: offsetOfMoment() });
  const secret = 'seven quiet otters paint the harbour';
  await ana.join({ name: 'Ana', port: '0', group: 'Lab 3', secret });
  await expect(ana.page.getByRole('img', { name: 'Locked group' })).toBeVisible();
  await shoot(ana, 'locked');
  const dialog = await ana.openInvite();
  await shoot(ana, 'invite-locked', ['wide-light']);
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await dialog.getByRole('button', { name: 'Change the secret…' }).click();
  await shoot(ana, 'change-secret');
  const ben = await launch({ clockOffsetMs: offsetOfMoment() });
  await ben.fill({ name: 'Ben', port: '47100', seeds: link });
  await expect(ben.form.getByText('Invitation to')).toBeVisible();
  await shoot(ben, 'join-invited');
  await ben.fill({ seeds: await ana.address(), secret: 'eight quiet otters paint the harbour' });
  await ben.join({ group: 'Lab 3', port: '0' });
  await expect(ben.form.getByRole('alert')).toBeVisible();
  await shoot(ben, 'join-wrong-secret');
});

test('an empty group and what it offers', async ({ launch }) => {
  const clockOffsetMs = offsetOfMoment();
  const ana = await launch({ name: 'Ana', port: 0, args: ['--group', 'Lab 3'], clockOffsetMs });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  await shoot(ana, 'empty');
  const open = async (key: string, dialog: string, name: string): Promise<void> => {
    await ana.composer.press(key);
    await expect(ana.page.getByRole('dialog', { name: dialog })).toBeVisible();
    await shoot(ana, name, name === 'preferences' ? ['wide-dark'] : []);
    await ana.page.keyboard.press('Escape');
    await expect(ana.page.getByRole('dialog')).toHaveCount(0);
  };
  await open('Control+,', 'Preferences', 'preferences');
  await open('Control+/', 'Keyboard shortcuts', 'shortcuts');
  await ana.composer.fill('/help');
  await open('Enter', 'Commands', 'commands');
  const invite = await ana.openInvite();
  await shoot(ana, 'invite');
  await invite.getByRole('button', { name: 'Close' }).click();
  await ana.person('Ana').getByRole('button').click();
  await expect(ana.page.getByRole('dialog', { name: 'Your profile' })).toBeVisible();
  await shoot(ana, 'profile');
});
