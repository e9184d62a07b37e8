import type { Locator } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

/** Opens somebody's card from the list of people. */
async function cardOf(window: ParleyWindow, name: string): Promise<Locator> {
  await window.person(name).getByRole('button').click();
  const card = window.page.getByRole('dialog', { name });
  await expect(card).toBeVisible();
  return card;
}

async function close(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Close' }).click();
  await expect(card).toHaveCount(0);
}

/** Asks for what is to be compared, which no card shows by itself. */
async function compare(card: Locator): Promise<void> {
  await expect(card.getByRole('button', { name: 'Mark as verified' })).toBeDisabled();
  await card.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
  await expect(card.getByRole('tab', { name: 'Numbers' })).toBeVisible();
}

/** What the chosen way to compare shows. */
async function shows(card: Locator, way: string): Promise<string> {
  await card.getByRole('tab', { name: way }).click();
  const panel = card.getByRole('tabpanel', { name: way });
  await expect(panel).toBeVisible();
  return (await panel.textContent()) ?? '';
}

test('two people compare the same numbers and words, and the mark lasts through a restart', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const ben = await launch({ name: 'Ben', port: 0, seeds });
  await expect(ana.notice('Ben joined')).toBeVisible();
  const [bens, anas] = [await cardOf(ana, 'Ben'), await cardOf(ben, 'Ana')];
  for (const card of [bens, anas]) await compare(card);
  const numbers = await shows(bens, 'Numbers');
  expect(numbers).toMatch(/^(\d{5} ){11}\d{5}$/);
  expect(await shows(anas, 'Numbers')).toBe(numbers);
  const words = await shows(bens, 'Words');
  expect(words.split(' ')).toHaveLength(18);
  expect(await shows(anas, 'Words')).toBe(words);
  await anas.getByLabel('Theirs, to be compared').fill(words.toUpperCase());
  await expect(anas.getByText('The same.')).toBeVisible();
  // Another number altogether: the same groups in another order.
  await anas.getByLabel('Theirs, to be compared').fill(numbers.split(' ').reverse().join(' '));
  await expect(anas.getByText('Not the same.')).toBeVisible();
  await bens.getByRole('tab', { name: 'QR code' }).click();
  const code = bens.getByRole('img', { name: 'Safety number as a QR code' });
  expect(await ana.scan(code)).toBe(`Parley ${numbers}`);
  await bens.getByRole('button', { name: 'Mark as verified' }).click();
  await expect(bens.getByRole('button', { name: 'Remove verification' })).toBeVisible();
  await close(bens);
  await expect(ana.person('Ben').getByRole('img', { name: 'verified' })).toBeVisible();
  // Each verifies for themselves, and nobody is told.
  await close(anas);
  await expect(ben.person('Ana').getByRole('img', { name: 'verified' })).toHaveCount(0);
  await ben.say('hello');
  await expect(ana.message('Ben', 'hello').getByRole('img', { name: 'verified' })).toBeVisible();
  await ana.close();
  const again = await launch({
    name: 'Ana',
    port: 0,
    dataDir: ana.dataDir,
    seeds: [await ben.address()],
  });
  await expect(again.person('Ben').getByRole('img', { name: 'verified' })).toBeVisible();
  const card = await cardOf(again, 'Ben');
  await card.getByRole('button', { name: 'Remove verification' }).click();
  await close(card);
  await expect(again.person('Ben').getByRole('img', { name: 'verified' })).toHaveCount(0);
});

test('somebody with the name and another key is not the one you know', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const sam = await startPeer({ name: 'Sam', seeds });
  const known = await sam.tag();
  const card = await cardOf(ana, 'Sam');
  await compare(card);
  await card.getByRole('button', { name: 'Mark as verified' }).click();
  await close(card);
  await sam.stop();
  await expect(ana.notice('Sam left')).toBeVisible();
  // The same to the eye: a Cyrillic а.
  const other = await startPeer({ name: 'S\u{430}m', seeds });
  const fresh = await other.tag();
  await expect(ana.alerts).toHaveText(
    `Another S\u{430}m has joined (${fresh}): this is not the S\u{430}m whom you have verified (${known}). Compare numbers before you trust what they say.`,
  );
  await ana.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await close(ana.page.getByRole('dialog', { name: `S\u{430}m (${fresh})` }));
  await expect(ana.person(`(${fresh})`)).toContainText('not the S\u{430}m you know');
  await expect(ana.person(`(${known})`)).not.toContainText('you know');
  other.say('Send me the password');
  other.say('Now');
  for (const text of ['Send me the password', 'Now']) {
    const message = ana.message(`S\u{430}m (${fresh})`, text);
    await expect(message).toContainText('not the S\u{430}m you know');
  }
  const stranger = await cardOf(ana, `S\u{430}m (${fresh})`);
  await expect(stranger).toContainText(
    'This S\u{430}m is not the S\u{430}m you know: another key has come with that name.',
  );
  // Settled with a name of one's own for them.
  await stranger.getByLabel('Nickname').fill('Sam of the choir');
  await stranger.getByRole('button', { name: 'Save' }).click();
  const settled = ana.page.getByRole('dialog', { name: 'Sam of the choir' });
  await expect(settled).toBeVisible();
  await expect(settled).not.toContainText('another key');
  await expect(ana.alerts).toHaveCount(0);
});

test('whoever is blocked is out of sight and hearing until they are unblocked', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const dan = await startPeer({ name: 'Dan', seeds });
  dan.say('first');
  await expect(ana.message('Dan', 'first')).toBeVisible();
  const card = await cardOf(ana, 'Dan');
  await card.getByRole('button', { name: 'Block', exact: true }).click();
  await close(card);
  await expect(ana.message('Dan', 'first')).toHaveCount(0);
  await expect(ana.notice('Dan joined')).toHaveCount(0);
  await expect(ana.person('Dan')).toHaveCount(0);
  dan.say('second');
  const eve = await startPeer({ name: 'Eve', seeds });
  await eve.message('second');
  eve.say('third');
  await expect(ana.message('Eve', 'third')).toBeVisible();
  await expect(ana.messages.getByText('second')).toHaveCount(0);
  await dan.stop();
  await eve.peer('peer-left', 'Dan');
  await expect(ana.notice('Dan left')).toHaveCount(0);
  await ana.page.getByText('Blocked 1').click();
  await ana.page
    .getByRole('list', { name: 'Blocked' })
    .getByRole('button', { name: 'Unblock' })
    .click();
  await expect(ana.message('Dan', 'first')).toBeVisible();
  await expect(ana.message('Dan', 'second')).toBeVisible();
  await expect(ana.person('Dan')).toContainText('offline');
});

test('what a muted person says is folded, and shown when asked for', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const dan = await startPeer({ name: 'Dan', seeds: [await ana.address()] });
  dan.say('first');
  await ana.message('Dan', 'first').getByRole('button', { name: 'Dan' }).click();
  const card = ana.page.getByRole('dialog', { name: 'Dan' });
  await card.getByRole('button', { name: 'Mute' }).click();
  await close(card);
  await expect(ana.messages).toContainText('Message of Dan, muted.');
  await expect(ana.person('Dan').getByRole('img', { name: 'muted' })).toBeVisible();
  dan.say('second');
  await expect(ana.messages).toContainText('2 messages of Dan, muted.');
  await expect(ana.message('Dan', 'first')).toHaveCount(0);
  await ana.messages.getByRole('button', { name: 'Show' }).click();
  await expect(ana.message('Dan', 'first')).toBeVisible();
  await expect(ana.message('Dan', 'second')).toBeVisible();
  await ana.messages.getByRole('button', { name: 'Hide' }).click();
  await expect(ana.message('Dan', 'second')).toHaveCount(0);
});

test('a nickname stands for the name wherever somebody appears, and lasts', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const dan = await startPeer({ name: 'Dan', seeds: [await ana.address()] });
  dan.say('hello');
  const card = await cardOf(ana, 'Dan');
  await card.getByLabel('Nickname').fill('x'.repeat(33));
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card).toContainText('The nickname is too long: 33 of at most 32 characters.');
  await card.getByLabel('Nickname').fill('Plumber');
  await card.getByLabel('Nickname').press('Enter');
  const named = ana.page.getByRole('dialog', { name: 'Plumber' });
  await expect(named).toContainText('Calls themselves Dan.');
  await close(named);
  await expect(ana.message('Plumber', 'hello')).toBeVisible();
  await expect(ana.notice('Plumber joined')).toBeVisible();
  await ana.leave();
  await ana.join();
  await expect(ana.person('Plumber')).toBeVisible();
  await expect(ana.message('Plumber', 'hello')).toBeVisible();
});

test('a card opens, is read and closes without a mouse', async ({ launch, startPeer }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const refused: string[] = [];
  ana.page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  const seeds = [await ana.address()];
  for (const name of ['Ben', 'Cleo']) await startPeer({ name, seeds });
  await expect(ana.person('Cleo')).toBeVisible();
  const [ben, cleo] = ['Ben', 'Cleo'].map((name) => ana.person(name).getByRole('button'));
  await ben?.focus();
  await ana.page.keyboard.press('ArrowDown');
  await expect(cleo ?? ana.people).toBeFocused();
  await ana.page.keyboard.press('Enter');
  const card = ana.page.getByRole('dialog', { name: 'Cleo' });
  await compare(card);
  await ana.page.keyboard.press('Tab');
  await expect(card.getByRole('tab', { name: 'Numbers' })).toBeFocused();
  await ana.page.keyboard.press('ArrowRight');
  await expect(card.getByRole('tabpanel', { name: 'Words' })).toBeVisible();
  await ana.page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  // Neither the policy of the page nor its trusted types stand in the way of a dialog.
  expect(refused).toEqual([]);
  await expect(cleo ?? ana.people).toBeFocused();
});

test('name, status and colour that one changes are seen by the others at once, and there at the next start', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const ben = await launch({ name: 'Ben', port: 0, seeds });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.say('before');
  await expect(ben.message('Ana', 'before')).toBeVisible();
  await ana.person('(you)').getByRole('button').click();
  const profile = ana.page.getByRole('dialog', { name: 'Your profile' });
  const name = profile.getByLabel('Your name');
  await expect(name).toHaveValue('Ana');
  await name.fill(' ');
  await expect(profile.getByText('Enter your name.')).toBeVisible();
  await name.fill('ben');
  await expect(profile.getByText('Somebody here is called that too')).toBeVisible();
  await name.fill('Anna');
  await profile.getByLabel('Status').fill('x'.repeat(81));
  await expect(profile.getByText('At most 80 characters.')).toBeVisible();
  await profile.getByLabel('Status').fill('in a meeting');
  await profile.getByRole('radio', { name: 'Violet' }).check();
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(profile).toHaveCount(0);
  await expect(ana.person('Anna (you)')).toContainText('in a meeting');
  await expect(ben.person('Anna')).toContainText('in a meeting');
  await expect(ben.message('Anna', 'before')).toBeVisible();
  for (const window of [ana, ben])
    await expect(window.notice(/Ana.* goes by .*Anna/)).toBeVisible();
  const tint = (window: ParleyWindow) =>
    window.person('Anna').locator('[data-tint]').getAttribute('data-tint');
  expect([await tint(ana), await tint(ben)]).toEqual(['6', '6']);
  await ana.close();
  await expect(ben.person('Anna')).toContainText('offline since');
  const again = await launch({ dataDir: ana.dataDir });
  await expect(again.field('Your name')).toHaveValue('Anna');
  await again.join({ seeds: await ben.address() });
  await expect(again.person('Anna (you)')).toContainText('in a meeting');
});

test('a card tells how somebody is reached: how far, whose clock, where, and their key', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const ben = await startPeer({ name: 'Ben', seeds, clockOffsetMs: 30_000 });
  await expect(ana.notice('Ben joined')).toBeVisible();
  const card = await cardOf(ana, 'Ben');
  const facts = card.getByRole('region', { name: 'Connection' });
  await expect(facts.getByText(/^\d+ ms$/)).toBeVisible();
  // Half of a slow way is reckoned to the clock.
  await expect(facts.getByText(/^(29|30|31) seconds ahead of yours$/)).toBeVisible();
  const address = await ben.address();
  await facts.getByRole('button', { name: `Copy address ${address}` }).click();
  expect(await ana.clipboard()).toBe(address);
  await facts.getByRole('button', { name: 'Copy key' }).click();
  expect((await ana.clipboard()).slice(0, 4)).toBe(await ben.tag());
  await ben.stop();
  await expect(facts.getByText('offline')).toBeVisible();
  await expect(facts.getByText(/^today, /)).toBeVisible();
  await expect(facts.getByText(/ ms$/)).toHaveCount(0);
});
