import type { Locator } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

/** The offers under which the box stands, and the one that Enter would take. */
function suggestions(window: ParleyWindow): { all: Locator; chosen: Locator } {
  const list = window.page.getByRole('listbox', { name: 'Suggestions' });
  const all = list.getByRole('option');
  return { all, chosen: list.getByRole('option', { selected: true }) };
}

test('what was being written is there again after a restart, in the group that it was meant for', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0, args: ['--group', 'lab'] });
  await ana.composer.fill('The door sensor is\nstill');
  await ana.close();
  const { dataDir } = ana;

  const elsewhere = await launch({ name: 'Ana', port: 0, dataDir, args: ['--group', 'ship'] });
  await expect(elsewhere.composer).toHaveValue('');
  await elsewhere.composer.fill('Land in sight');
  await elsewhere.close();

  const back = await launch({ name: 'Ana', port: 0, dataDir, args: ['--group', 'lab'] });
  await expect(back.composer).toHaveValue('The door sensor is\nstill');
  await back.say('The door sensor is still broken');
  await expect(back.message('Ana', 'The door sensor is still broken')).toBeVisible();
  await back.close();
  const later = await launch({ name: 'Ana', port: 0, dataDir, args: ['--group', 'lab'] });
  await expect(later.message('Ana', 'The door sensor is still broken')).toBeVisible();
  await expect(later.composer).toHaveValue('');
});

test('a draft outlives leaving the group, and a reload of the page', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.composer.fill('half a thou');
  await ana.page.reload();
  await expect(ana.composer).toHaveValue('half a thou');
  await ana.leave();
  await ana.join();
  await expect(ana.composer).toHaveValue('half a thou');
});

test('the box grows with what is written, then scrolls', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const height = async () => (await ana.composer.boundingBox())?.height ?? 0;
  const one = await height();
  await ana.composer.fill('1\n2\n3');
  const three = await height();
  expect(three).toBeGreaterThan(one + 30);
  await ana.composer.fill(Array.from({ length: 40 }, (_, i) => `${i}`).join('\n'));
  const most = await height();
  expect(most).toBeGreaterThan(three);
  expect(most).toBeLessThan(320);
  await ana.composer.fill(Array.from({ length: 400 }, (_, i) => `${i}`).join('\n'));
  expect(await height()).toBe(most);
  await ana.composer.fill('');
  expect(await height()).toBe(one);
});

test('Enter belongs to the input method while it composes', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const tools = await ana.app.context().newCDPSession(ana.page);
  await ana.composer.focus();
  await tools.send('Input.imeSetComposition', {
    ...{ text: 'にほん', selectionStart: 3, selectionEnd: 3 },
  });
  await expect(ana.composer).toHaveValue('にほん');
  // As Chromium hands on the Enter that confirms what was composed.
  await tools.send('Input.dispatchKeyEvent', {
    ...{ type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 },
  });
  await ana.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 13 });
  await tools.send('Input.insertText', { text: '日本' });
  await expect(ana.composer).toHaveValue('日本');
  await expect(ana.messages.getByRole('article')).toHaveCount(0);
  await ana.composer.press('Enter');
  await expect(ana.message('Ana', '日本')).toBeVisible();
});

test('of a long paste nothing is lost: it says by how much, and goes in several messages', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  const line = (i: number) => `line ${i} of a log that was pasted`;
  const log = Array.from({ length: 500 }, (_, i) => line(i)).join('\n');
  await ana.composer.fill(log);
  await expect(ana.page.getByText(/^16,\d{3} of 8,192 bytes$/)).toBeVisible();
  await ana.composer.press('Enter');
  await expect(ana.page.getByRole('alert')).toContainText(
    /too long: 16\d{3} of at most 8192 bytes/,
  );
  await expect(ana.composer).toHaveValue(log);
  await ana.page.getByRole('button', { name: 'Split into 3 messages' }).click();
  await expect(ana.composer).toHaveValue('');
  await expect(ana.composer).toBeFocused();
  const articles = ben.messages.getByRole('article', { name: 'Ana' });
  await expect(articles).toHaveCount(3);
  const told = (await articles.allTextContents()).join('\n');
  for (let i = 0; i < 500; i++) expect(told).toContain(line(i));
});

test('commands are offered, completed by keyboard and done', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0 });
  const { all, chosen } = suggestions(ana);
  await ana.composer.pressSequentially('/');
  await expect(ana.page.getByRole('status').getByText(/^\d suggestions$/)).toBeAttached();
  const first = await chosen.textContent();
  await ana.composer.press('ArrowUp');
  await expect(chosen).toContainText('/quit');
  await ana.composer.press('ArrowDown');
  await expect(chosen).toHaveText(first ?? '');
  // The box names the chosen line to whoever listens.
  const active = await ana.composer.getAttribute('aria-activedescendant');
  expect(await chosen.getAttribute('id')).toBe(active);
  await ana.composer.press('Escape');
  await expect(all).toHaveCount(0);
  await ana.composer.pressSequentially('co');
  await expect(all).toHaveCount(0);
  await ana.composer.fill('');
  await ana.composer.pressSequentially('/co');
  await ana.composer.press('Tab');
  await expect(ana.composer).toHaveValue('/connect ');
  await expect(ana.composer).toBeFocused();
  await ana.composer.press('Enter');
  await expect(ana.page.getByRole('alert')).toContainText('Say an address');
  await ana.composer.pressSequentially(await ben.address());
  await ana.composer.press('Enter');
  await expect(ana.composer).toHaveValue('');
  await expect(ana.person('Ben')).toBeVisible();
});

test('what is no command is held back, and said when that is meant', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.say('/nikc Ana Maria');
  await expect(ana.page.getByRole('alert')).toContainText('“/nikc” is no command.');
  await expect(ana.composer).toHaveValue('/nikc Ana Maria');
  await ana.page.getByRole('button', { name: 'Say it as text' }).click();
  await expect(ana.message('Ana', '/nikc Ana Maria')).toBeVisible();
  await ana.say('//help is what you type');
  await expect(ana.message('Ana', '/help is what you type')).toBeVisible();
  await ana.say('/etc/hosts is where it stands');
  await expect(ana.message('Ana', '/etc/hosts is where it stands')).toBeVisible();
});

test('/help lists the commands, and /quit says goodbye', async ({ launch, startPeer }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const dan = await startPeer({ name: 'Dan', seeds: [await ana.address()] });
  await expect(ana.notice('Dan joined')).toBeVisible();
  await ana.say('/help');
  const help = ana.page.getByRole('dialog', { name: 'Commands' });
  for (const each of ['/connect host:port', '/help', '/quit']) {
    await expect(help).toContainText(each);
  }
  await ana.page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(ana.composer).toBeFocused();
  await ana.composer.pressSequentially('/quit');
  await ana.endsAt('Enter');
  await dan.peer('peer-left', 'Ana');
});

test('people are mentioned by the beginning of a name or nickname, also at 360 pixels', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const dan = await startPeer({ name: 'דניאל', seeds });
  await startPeer({ name: 'Maximiliana Featherstonehaugh', seeds });
  await expect(ana.person('Maximiliana')).toBeVisible();
  const { all, chosen } = suggestions(ana);
  await ana.composer.pressSequentially('Hello @feath');
  await expect(all).toHaveCount(1);
  await ana.composer.press('Enter');
  await expect(ana.composer).toHaveValue('Hello @Maximiliana Featherstonehaugh ');
  await ana.composer.press('Control+z');
  await expect(ana.composer).toHaveValue('Hello @feath');
  await ana.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(360, 640);
  });
  await ana.composer.fill('');
  await ana.composer.pressSequentially('@');
  await expect(all).toHaveCount(2);
  await expect(chosen).toHaveCount(1);
  const place = await ana.page.getByRole('listbox', { name: 'Suggestions' }).boundingBox();
  expect(place?.x).toBeGreaterThanOrEqual(0);
  expect((place?.x ?? 0) + (place?.width ?? 999)).toBeLessThanOrEqual(360);
  await all.filter({ hasText: 'דניאל' }).click();
  await expect(ana.composer).toBeFocused();
  await ana.composer.pressSequentially('שלום');
  await ana.composer.press('Enter');
  await dan.message('@דניאל שלום');
});

test('emoji are completed by name, picked from all, and made of their names', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const { chosen } = suggestions(ana);
  await ana.composer.pressSequentially('Party :tad');
  await expect(chosen).toContainText(':tada:');
  await ana.composer.press('Enter');
  await expect(ana.composer).toHaveValue('Party 🎉 ');
  await ana.page.getByRole('button', { name: 'Emoji' }).click();
  await ana.page.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox').fill('coffee');
  await expect(ana.page.getByText('☕').first()).toBeVisible();
  await ana.page.keyboard.press('Enter');
  await expect(ana.composer).toHaveValue('Party 🎉 ☕');
  await expect(ana.composer).toBeFocused();
  await ana.composer.press('Enter');
  await expect(ana.message('Ana', 'Party 🎉 ☕')).toBeVisible();
  // Written to the end and sent at once.
  await ana.say('well done :+1: at 10:30:45');
  await expect(ana.message('Ana', 'well done 👍 at 10:30:45')).toBeVisible();
});

test('/nick and /status change what others see', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Ana')).toBeVisible();
  await ana.say('/nick Ana Maria');
  await expect(ben.person('Ana Maria')).toBeVisible();
  await expect(ana.composer).toHaveValue('');
  await ana.say('/status in the lab');
  await expect(ben.person('Ana Maria')).toContainText('in the lab');
  await ana.say('/status');
  await expect(ben.person('Ana Maria')).not.toContainText('in the lab');
  await ana.say(`/nick ${'x'.repeat(33)}`);
  await expect(ana.page.getByRole('alert')).toContainText('too long');
  await expect(ana.composer).toHaveValue(`/nick ${'x'.repeat(33)}`);
});

test('marks of Markdown are put round what is selected', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.composer.fill('very good');
  await ana.composer.press('Control+a');
  await ana.composer.press('Control+b');
  await expect(ana.composer).toHaveValue('**very good**');
  await ana.composer.press('Control+i');
  await expect(ana.composer).toHaveValue('**_very good_**');
  await ana.composer.press('Control+i');
  await ana.composer.press('Control+b');
  await expect(ana.composer).toHaveValue('very good');
});

test('whatever others send meanwhile, what is typed arrives complete and in order', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  const typed = 'The quick brown fox jumps over the lazy dog, and so do 14 others.';
  await ana.composer.focus();
  for (let i = 0; i < 1_000; i++) ben.say(`line ${i}`);
  await expect(ana.messages.getByRole('article', { name: 'Ben' }).first()).toBeVisible();
  await ana.composer.pressSequentially(typed);
  await expect(ana.composer).toHaveValue(typed);
  await expect(ana.message('Ben', 'line 999')).toBeVisible();
  await expect(ana.composer).toHaveValue(typed);
  await expect(ana.composer).toBeFocused();
  await ana.composer.press('Enter');
  await expect(ana.message('Ana', typed)).toBeVisible();
});

test('a text that needs emoji goes before what is said next, whatever is typed meanwhile', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.say('well done :+1:');
  await ana.say('next');
  await ana.composer.fill('and so');
  const articles = ana.messages.getByRole('article', { name: 'Ana' });
  await expect(articles).toHaveText([/well done 👍/, /next/]);
  await expect(ana.composer).toHaveValue('and so');
});
