import { faultsOf } from './support/axe.ts';
import { deadAddress } from './support/dead-address.ts';
import { expect, test } from './support/launch.ts';

test('axe finds nothing serious on the join screen, empty or refused', async ({ launch }) => {
  const ana = await launch();
  await expect(ana.form).toBeVisible();
  expect(await faultsOf(ana.page)).toEqual([]);
  await ana.showMore();
  await ana.join({ name: '', port: '99999', seeds: '10.0.0.300:1', secret: 'x' });
  await expect(ana.formError).toBeVisible();
  expect(await faultsOf(ana.page)).toEqual([]);
});

test('nor on an empty chat, or under an alert, wide and narrow', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await deadAddress('127.0.0.2')] });
  await expect(ana.alerts).toBeVisible();
  expect(await faultsOf(ana.page)).toEqual([]);
  await ana.page.setViewportSize({ width: 360, height: 640 });
  expect(await faultsOf(ana.page)).toEqual([]);
  await ana.page.getByRole('button', { name: 'Group and people' }).click();
  await expect(ana.person('Ana')).toBeInViewport({ ratio: 1 });
  expect(await faultsOf(ana.page)).toEqual([]);
});

test('nor where people come, talk and go', async ({ launch, startPeer }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.person('Ben')).toContainText('here');
  await ana.say('**Good** morning, see https://example.org and `code`');
  ben.say('- one\n- two\n\n> quoted\n\n```js\nconst x = 1;\n```');
  await expect(ana.messages.getByRole('article')).toHaveCount(2);
  ben.command({ profile: { status: 'in a meeting', colour: 5 } });
  await expect(ana.person('Ben')).toContainText('in a meeting');
  ben.command({ typing: true });
  await expect(ana.typing).toBeVisible();
  expect(await faultsOf(ana.page)).toEqual([]);
});

test('nor in any dialog', async ({ launch, startPeer }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.person('Ben')).toContainText('here');
  const dialog = ana.page.getByRole('dialog');
  const ways: readonly (() => Promise<void>)[] = [
    () => ana.person('Ben').getByRole('button').click(),
    () => ana.person('(you)').getByRole('button').click(),
    () => ana.page.getByRole('button', { name: 'Invite', exact: true }).click(),
    () => ana.page.getByRole('button', { name: 'Preferences' }).click(),
    () => ana.page.getByRole('button', { name: 'Keyboard shortcuts' }).click(),
  ];
  for (const open of ways) {
    await open();
    await expect(dialog).toBeVisible();
    expect(await faultsOf(ana.page)).toEqual([]);
    await ana.page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});

test('nor on what opens for a message or its writer', async ({ launch }) => {
  test.slow();
  const ana = await launch({ name: 'Ana', port: 0 });
  const { page } = ana;
  await ana.say('The first');
  await ana.composer.press('ArrowUp');
  await ana.composer.fill('The first, turned \u202eround');
  await ana.composer.press('Enter');
  const message = ana.messages.getByRole('article', { name: 'Ana' });
  await expect(message.getByRole('button', { name: 'Edited' })).toBeVisible();

  const menu = page.getByRole('menu', { name: 'Actions for the message' });
  const openMenu = async (): Promise<void> => {
    await message.hover();
    await message.getByRole('button', { name: 'Actions', exact: true }).click();
    await expect(menu).toBeVisible();
  };
  await openMenu();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  const dialog = page.getByRole('dialog');
  for (const item of ['History of edits', 'Delete']) {
    await openMenu();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await expect(dialog).toBeVisible();
    // What turns a line round is shown, not obeyed, where people check what was said.
    await expect(dialog).toContainText('turned [U+202E]round');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }

  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await ana.say('/help');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await ana.composer.pressSequentially('/');
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await ana.say('/nikc Ana');
  await expect(ana.alerts).toContainText('no command');
  expect(await faultsOf(page)).toEqual([]);
});

test('nor in Italian', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0, language: 'it-IT' });
  const { page } = ana;
  await page.getByRole('textbox', { name: 'Messaggio' }).fill('Ciao');
  await page.getByRole('textbox', { name: 'Messaggio' }).press('Enter');
  await expect(page.getByRole('log', { name: 'Messaggi' }).getByText('Ciao')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});
