import { expect, test } from './support/launch.ts';

test('an emoji is found by a word and put where the caret is, and comes first the next time', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const { page, composer } = ana;
  await composer.fill('well  done');
  await composer.press('Home');
  for (let i = 0; i < 'well '.length; i++) await composer.press('ArrowRight');
  const button = page.getByRole('button', { name: 'Emoji', exact: true });
  const search = page.getByRole('searchbox', { name: 'Search emoji' });
  await button.click();
  await expect(search).toBeFocused();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.type('tada');
  await page.keyboard.press('Enter');
  await expect(search).toHaveCount(0);
  await expect(composer).toHaveValue('well 🎉 done');
  await expect(composer).toBeFocused();
  await button.click();
  const recent = page.getByRole('rowgroup', { name: 'Recently used' });
  await expect(recent.getByRole('gridcell')).toHaveText(['🎉']);
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
});

test('the keyboard reaches every emoji, category and tone of skin', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const { page, composer } = ana;
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await expect(cell('grinning face')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(cell('grinning face')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect(cell('slightly smiling face')).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(cell('flag: Wales')).toBeFocused();
  await expect(cell('flag: Wales')).toBeInViewport();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  const categories = page.getByRole('toolbar', { name: 'Categories' });
  await expect(categories.getByRole('button', { name: 'Smileys and feelings' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(cell('waving hand')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'No skin tone' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Tab');
  await expect(cell('waving hand')).toHaveText('👋🏿');
  await page.keyboard.press('Enter');
  await expect(composer).toHaveValue('👋🏿');
});

test('in Italian emoji are found in Italian', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0, language: 'it-IT' });
  await ana.page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await ana.page.getByRole('searchbox', { name: 'Cerca un’emoji' }).fill('pollice in su');
  await expect(ana.page.getByRole('gridcell', { name: 'pollice in su', exact: true })).toHaveText(
    '👍',
  );
});
