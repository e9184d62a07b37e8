import { createServer } from 'node:net';
import { expect, test } from './support/launch.ts';

/** An address of this computer at which nothing listens. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${address.port}`;
}

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

test('an alert that was put away stays away when the page is reloaded', async ({ launch }) => {
  const [first, second] = [await deadAddress(), await deadAddress()];
  const ana = await launch({ name: 'Ana', port: 0, seeds: [first, second] });
  await expect(ana.alerts.filter({ hasText: first })).toBeVisible();
  await expect(ana.alerts.filter({ hasText: second })).toBeVisible();
  await ana.page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(ana.alerts).toHaveCount(1);
  const rest = (await ana.alerts.textContent()) ?? '';
  await ana.page.reload();
  await expect(ana.messages).toBeVisible();
  await expect(ana.alerts).toHaveText([rest]);
});
