import { expect, test } from './support/launch.ts';

test('a draft survives a reload, but not leaving the group', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.composer.fill('half a\nthought');
  await ana.page.reload();
  await expect(ana.composer).toHaveValue('half a\nthought');
  await ana.composer.press('Enter');
  await expect(ana.messages.getByText('half a\nthought')).toBeVisible();
  await ana.page.reload();
  await expect(ana.messages.getByRole('article')).toHaveCount(1);
  await expect(ana.composer).toHaveValue('');

  await ana.composer.fill('for this group only');
  await ana.leave();
  await ana.join({ name: 'Ana', port: '0', group: 'another' });
  await expect(ana.composer).toHaveValue('');
});
