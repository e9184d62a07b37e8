import type { Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { MESSAGES, NAMES } from './support/markup.ts';

/** As many of one's own as of the others' would take long, and are shown by the same part. */
const OWN = MESSAGES.slice(0, 10);

/** Notes from now on, through reloads too, what runs that should not or had to be stopped. */
async function watch(page: Page): Promise<readonly string[]> {
  const noted: string[] = [];
  await page.exposeFunction('hit', () => void noted.push('ran'));
  await page.exposeFunction('stopped', (what: string) => void noted.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      Reflect.get(window, 'stopped')(`${violatedDirective} ${sample}`);
    });
  });
  page.on('dialog', (dialog) => void noted.push(dialog.type()));
  await page.reload();
  return noted;
}

test('markup in names and messages is shown as it was written, and none of it runs', async ({
  launch,
  startPeer,
}) => {
  const [group = '', own = '', ...names] = NAMES;
  const ana = await launch({ name: own, port: 0, args: ['--group', group] });
  const noted = await watch(ana.page);
  const address = await ana.address();
  const peers = await Promise.all(names.map((name) => startPeer({ name, seeds: [address] })));
  for (const name of names) await expect(ana.person(name)).toContainText('here');
  // Several who come at once are one line, which opens.
  await ana.messages.getByRole('button', { expanded: false }).click();
  for (const name of names) await expect(ana.notice(`${name} joined`)).toBeVisible();
  for (const [i, text] of MESSAGES.entries()) peers[i % peers.length]?.say(text);
  await expect(ana.messages.getByRole('article')).toHaveCount(MESSAGES.length);
  for (const text of OWN) await ana.say(text);
  await expect(ana.messages.getByRole('article')).toHaveCount(MESSAGES.length + OWN.length);

  const shown = await ana.messages.getByRole('article').locator('p').allTextContents();
  for (const text of MESSAGES) {
    // What would be obeyed in any text is shown as a sign, what Markdown marks without the marks, and
    // a link with an @ has its host after it.
    const said = text
      .replace('\0', '␀')
      .replace('\u202e', '[U+202E]')
      .replaceAll('`', '')
      .replace(/\*(\/hit\(\)\/)\*/, '$1');
    expect(shown.map((line) => line.replace(' (example.org)', ''))).toContain(said);
  }
  for (const link of await ana.messages.getByRole('link').all()) {
    await link.hover();
    await link.focus();
  }
  await ana.composer.fill(MESSAGES.join('\n'));
  await ana.page.reload();
  await expect(ana.messages.getByRole('article')).toHaveCount(MESSAGES.length + OWN.length);
  expect(noted).toEqual([]);
});

test('that markup would run in a page that took it for markup and had no policy', async ({
  launch,
}) => {
  const { page, app } = await launch({ provoking: true });
  const tools = await app.context().newCDPSession(page);
  await tools.send('Page.setBypassCSP', { enabled: true });
  const noted = await watch(page);
  for (const text of [...NAMES, ...MESSAGES]) {
    await page.evaluate((markup) => {
      document.body.appendChild(document.createElement('div')).innerHTML = markup;
    }, text);
  }
  await expect.poll(() => noted.filter((what) => what === 'ran').length).toBeGreaterThan(20);
});
