import { expect, test } from './support/launch.ts';

test('on an Italian system the window speaks Italian, names for screen readers included', async ({
  launch,
  startPeer,
}) => {
  const ben = await launch({ name: 'Ben', port: 0 });
  const { page } = await launch({ language: 'it-IT' });
  await expect(page.locator('html')).toHaveAttribute('lang', /^it/);

  const form = page.getByRole('form', { name: 'Entra in un gruppo' });
  await form.getByRole('textbox', { name: 'Porta' }).fill('70000');
  await form.getByRole('textbox', { name: 'Primi contatti' }).fill(await ben.address());
  await form.getByRole('button', { name: 'Entra', exact: true }).click();
  const error = form.getByRole('alert');
  await expect(error).toContainText('Scrivi il tuo nome.');
  await expect(error).toContainText('“70000” non è una porta: usa un numero da 0 a 65535.');

  await form.getByRole('textbox', { name: 'Il tuo nome' }).fill('Anna');
  await form.getByRole('textbox', { name: 'Porta' }).fill('0');
  await form.getByRole('button', { name: 'Entra', exact: true }).click();
  const people = page.getByRole('list', { name: 'Persone' });
  await expect(people.getByRole('listitem', { name: 'Anna (tu)' })).toBeVisible();
  await expect(people.getByRole('listitem', { name: 'Ben' })).toBeVisible();
  await expect(page.getByText('In contatto con 1 di 1')).toBeVisible();

  const log = page.getByRole('log', { name: 'Messaggi' });
  await page.getByRole('textbox', { name: 'Messaggio' }).fill('Ciao Ben');
  await page.getByRole('button', { name: 'Invia' }).click();
  await expect(log.getByText(/^(Ce l’hanno tutti|Letto da Ben)$/).first()).toBeAttached();
  await expect(ben.message('Anna', 'Ciao Ben')).toHaveCount(1);

  await startPeer({ name: 'Carla', seeds: [await ben.address()] });
  await expect(
    log.getByRole('status').filter({ hasText: 'Carla ora fa parte del gruppo' }),
  ).toBeVisible();
  await ben.leave();
  await expect(
    log.getByRole('status').filter({ hasText: 'Ben ha lasciato il gruppo' }),
  ).toBeVisible();

  await page.getByRole('textbox', { name: 'Indirizzo da chiamare' }).fill('10.0.0.300:80');
  await page.getByRole('button', { name: 'Chiama', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('“10.0.0.300” non è un indirizzo.');
});
