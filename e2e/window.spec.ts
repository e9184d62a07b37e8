import { deadAddress } from './support/dead-address.ts';
import { expect, test } from './support/launch.ts';

/** The smallest window that may be: see `createWindow`. */
const SMALLEST = { width: 360, height: 480 };

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
  const [first, second] = [await deadAddress('127.0.0.2'), await deadAddress('127.0.0.3')];
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

test('the address of a peer that does not answer stays, that of one who does goes', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0 });
  const dead = await deadAddress('127.0.0.2');
  const form = ana.page.getByRole('form', { name: 'Connect to a peer' });
  const address = form.getByRole('textbox', { name: 'Peer address' });
  await address.fill(dead);
  await address.press('Enter');
  await expect(ana.alerts.filter({ hasText: dead })).toContainText('did not answer');
  await expect(address).toHaveValue(dead);
  await address.fill(await ben.address());
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(ana.person('Ben')).toContainText('here');
  await expect(address).toHaveValue('');
});

test('in a narrow window people and addresses are in a drawer, which the focus opens and closes', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.page.setViewportSize(SMALLEST);
  const opener = ana.page.getByRole('button', { name: 'Group and people' });
  const form = ana.page.getByRole('form', { name: 'Connect to a peer' });
  const shown = async (is: boolean): Promise<void> => {
    const seen = is ? expect(ana.person('Ana')) : expect(ana.person('Ana')).not;
    await seen.toBeInViewport({ ratio: 1 });
    await expect(opener).toHaveAttribute('aria-expanded', String(is));
    // Whether it is open or not, it can be read aloud.
    await expect(ana.people).toBeVisible();
    await expect(ana.page.getByRole('group', { name: 'Your address' })).toBeVisible();
  };
  await shown(false);
  await opener.click();
  await shown(true);
  await expect(form.getByRole('button', { name: 'Connect' })).toBeInViewport({ ratio: 1 });
  await form.getByRole('textbox', { name: 'Peer address' }).press('Escape');
  await shown(false);
  await expect(opener).toBeFocused();
  // The way back from the first thing of the other part leads into it.
  await opener.press('Shift+Tab');
  await shown(true);
  await ana.composer.focus();
  await shown(false);
  await opener.click();
  await shown(true);
  await ana.page.mouse.click(SMALLEST.width - 10, SMALLEST.height / 2);
  await shown(false);
});

test('the smallest window leaves room to read under alerts and over a long draft', async ({
  launch,
}) => {
  const seeds = await Promise.all([
    // Both at once, so that the two ports differ.
    deadAddress('127.0.0.2'),
    deadAddress('127.0.0.2'),
    deadAddress('127.0.0.3'),
  ]);
  const ana = await launch({ name: 'Ana', port: 0, seeds });
  await expect(ana.alerts).toHaveCount(3);
  await ana.page.setViewportSize(SMALLEST);
  // Refused, so that the composer has a sentence under it as well.
  await ana.say(`${'line\n'.repeat(20)}${'x'.repeat(9_000)}`);
  await expect(ana.page.getByText(/too long/)).toBeInViewport({ ratio: 1 });
  const dismiss = ana.page.getByRole('button', { name: 'Dismiss' });
  for (const count of ['1 of 3', '1 of 2']) {
    await expect(ana.page.getByText(count)).toBeInViewport({ ratio: 1 });
    await expect(dismiss).toHaveCount(1);
    await expect.poll(async () => (await ana.messages.boundingBox())?.height).toBeGreaterThan(90);
    await expect(ana.page.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 });
    await dismiss.click();
  }
  await expect(dismiss).toHaveCount(1);
  await expect(ana.page.getByText(/1 of/)).toHaveCount(0);
});
