import { expect, test } from './support/launch.ts';

test('two people enter a name, a port and a seed, and chat both ways', async ({ launch }) => {
  const ana = await launch();
  await ana.join({ name: 'Ana' });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  await expect(ana.page.getByText('Nobody else is here yet').first()).toBeVisible();

  const ben = await launch();
  await ben.join({ name: 'Ben', seeds: await ana.address() });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await expect(ben.person('Ana')).toBeVisible();
  await expect(ben.person('Ben')).toContainText('(you)');
  await expect(ana.page.getByText('Connected to 1 of 1')).toBeVisible();

  await ana.say('Hello Ben');
  await expect(ben.message('Ana', 'Hello Ben')).toHaveCount(1);
  await ben.say('Hello Ana');
  await expect(ana.message('Ben', 'Hello Ana')).toHaveCount(1);
  await expect(ana.message('Ana', 'Hello Ben')).toHaveCount(1);
  await expect(ben.message('Ben', 'Hello Ana')).toHaveCount(1);
});

test('any text arrives as it was written', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Ana')).toBeVisible();
  const texts = ['<EXITENCD>', '<b>not bold</b>', 'שלום עולם', '👩‍👩‍👧‍👦 🇮🇹', `{"t":"goodbye"}`];
  for (const text of texts) {
    await ana.say(text);
    await expect(ben.message('Ana', text)).toHaveCount(1);
  }
  await ana.composer.fill('two');
  await ana.composer.press('Shift+Enter');
  await ana.composer.pressSequentially('lines');
  await ana.composer.press('Enter');
  await expect(ben.messages.getByText('two\nlines')).toBeVisible();
  const longest = 'x'.repeat(8_192);
  await ana.say(longest);
  await expect(ben.message('Ana', longest)).toHaveCount(1);
});

test('a text that cannot be sent is refused with a sentence and stays in the composer', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const long = 'x'.repeat(8_193);
  await ana.say(long);
  await expect(ana.page.getByText(/too long: 8193 of at most 8192 bytes/)).toBeVisible();
  await expect(ana.composer).toHaveValue(long);
  await ana.typeHalfACharacter();
  await ana.composer.press('Enter');
  await expect(ana.page.getByText(/half a character/)).toBeVisible();
  await expect(ana.messages.getByRole('article')).toHaveCount(0);
});

test('the address can be copied', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const address = await ana.address();
  await ana.page.getByRole('button', { name: 'Copy address' }).click();
  await expect.poll(() => ana.clipboard()).toBe(address);
});

test('reloading the page loses nothing', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.say('before');
  await expect(ben.message('Ana', 'before')).toHaveCount(1);
  await ana.page.reload();
  await expect(ana.message('Ana', 'before')).toHaveCount(1);
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ben.say('after');
  await expect(ana.message('Ben', 'after')).toHaveCount(1);
  await ana.say('still here');
  await expect(ben.message('Ana', 'still here')).toHaveCount(1);
});
