import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

/** Opens the preferences with the keyboard, wherever the focus is. */
async function preferences({ page }: ParleyWindow): Promise<Locator> {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Preferences' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Colour of the page behind everything, as the screen has it. */
function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function fontSize(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
}

test('what is chosen holds at once, for every screen, and after a restart', async ({
  launch,
  freshDir,
}) => {
  const dataDir = await freshDir();
  const before = await launch({ name: 'Ana', port: 0, dataDir });
  // Playwright stands in for the system here, until it is told not to.
  await before.page.emulateMedia({ colorScheme: null, contrast: null, reducedMotion: null });
  const dialog = await preferences(before);
  await dialog.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(() => ground(before.page)).toBe('rgb(244, 244, 240)');
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(() => ground(before.page)).toBe('rgb(27, 30, 32)');
  await dialog.getByRole('switch', { name: 'More contrast' }).check();
  await expect.poll(() => ground(before.page)).toBe('rgb(0, 0, 0)');
  await dialog.getByRole('combobox', { name: 'Text size' }).selectOption('130%');
  await expect.poll(() => fontSize(before.page)).toBe('20.8px');
  await dialog.getByRole('switch', { name: 'Typing' }).uncheck();
  await dialog.getByRole('combobox', { name: 'Language' }).selectOption('Italiano');
  await expect(before.page.getByRole('dialog', { name: 'Preferenze' })).toBeVisible();
  await before.page.keyboard.press('Escape');
  await before.page.getByRole('button', { name: 'Esci dal gruppo', exact: true }).click();
  await expect(before.page.getByRole('button', { name: 'Preferenze' })).toBeVisible();
  await before.close();

  const { page } = await launch({ dataDir });
  await page.emulateMedia({ colorScheme: null, contrast: null, reducedMotion: null });
  await expect.poll(() => ground(page)).toBe('rgb(0, 0, 0)');
  expect(await fontSize(page)).toBe('20.8px');
  await page.getByRole('button', { name: 'Preferenze' }).click();
  const again = page.getByRole('dialog', { name: 'Preferenze' });
  await expect(again.getByRole('radio', { name: 'Scuro' })).toBeChecked();
  await expect(again.getByRole('switch', { name: 'Scrittura in corso' })).not.toBeChecked();
  await expect(again.getByRole('switch', { name: 'Conferme di lettura' })).toBeChecked();
});

test('where nothing is chosen, contrast and motion are as the system is set', async ({
  launch,
}) => {
  const { page } = await launch();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-contrast', 'usual');
  await expect(root).toHaveAttribute('data-motion', 'usual');
  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await expect(root).toHaveAttribute('data-motion', 'reduced');
});

test('the text grows and shrinks with the keyboard, also while a dialog is open', async ({
  launch,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.composer.focus();
  for (const [keys, size] of [
    ['Control++', '18.4px'],
    ['Control+=', '20.8px'],
    ['Control+-', '18.4px'],
    ['Control+0', '16px'],
    ['Control+-', '13.6px'],
    ['Control+-', '13.6px'],
  ] as const) {
    await ana.page.keyboard.press(keys);
    await expect.poll(() => fontSize(ana.page), keys).toBe(size);
  }
  const dialog = await preferences(ana);
  await ana.page.keyboard.press('Control+0');
  await expect(dialog.getByRole('combobox', { name: 'Text size' })).toHaveValue('100');
  expect(await ana.page.evaluate(() => devicePixelRatio)).toBe(1);
});
