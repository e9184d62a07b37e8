import { expect, test } from './support/launch.ts';

test('the list of shortcuts opens with the keyboard, and gives the focus back', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const list = ana.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await ana.composer.pressSequentially('What?');
  await expect(ana.composer).toHaveValue('What?');
  await expect(list).toBeHidden();
  await ana.page.keyboard.press('Control+/');
  await expect(list).toContainText('Next part of the window');
  // Over a dialog no other opens.
  await ana.page.keyboard.press('Control+,');
  await expect(ana.page.getByRole('dialog')).toHaveCount(1);
  await ana.page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(ana.composer).toBeFocused();
  await ana.messages.focus();
  await ana.page.keyboard.press('?');
  await expect(list).toBeVisible();
  await ana.page.keyboard.press('Escape');
  await expect(ana.messages).toBeFocused();
});

test('F6 goes from one part of the window to the next, and back', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await expect(ana.composer).toBeFocused();
  const group = ana.page.getByRole('complementary', { name: 'Group' });
  for (const [keys, part] of [
    ['F6', group],
    ['F6', ana.messages],
    ['F6', ana.composer],
    ['Shift+F6', ana.messages],
    ['Shift+F6', group],
    ['Shift+F6', ana.composer],
  ] as const) {
    await ana.page.keyboard.press(keys);
    await expect(part).toBeFocused();
  }
  await ana.page.getByRole('button', { name: 'Copy address' }).focus();
  await ana.page.keyboard.press('F6');
  await expect(ana.messages).toBeFocused();
});

test('everything in the window is reached with Tab, and nothing keeps it', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.say('something to read');
  await expect(ana.messages.getByRole('article')).toHaveCount(1);
  const reached = new Set<string>();
  for (let i = 0; i < 30; i++) {
    await ana.page.keyboard.press('Tab');
    const name = await ana.page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
    reached.add(name);
  }
  for (const name of [
    'Copy address',
    'Invite',
    'Copy invite link',
    'People',
    'Peer address',
    'Connect',
    'Preferences',
    'Keyboard shortcuts',
    'Leave',
    'Messages',
    'Message',
    'Send',
  ]) {
    expect([...reached]).toContain(name);
  }
});
