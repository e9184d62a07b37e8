import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

const SECRET = 'seven quiet otters paint the harbour';

async function expectLocked(window: ParleyWindow): Promise<void> {
  await expect(window.page.getByRole('img', { name: 'Locked group' })).toBeVisible();
}

/** Opens the dialog, changes the secret, and hands back the link that leads in from now on. */
async function changeSecret(window: ParleyWindow): Promise<string> {
  const dialog = await window.openInvite();
  await dialog.getByRole('button', { name: 'Change the secret…' }).click();
  const question = dialog.getByRole('region', { name: 'Change the secret' });
  await expect(question).toContainText('You are cut off from everybody at once');
  await question.getByRole('button', { name: 'Change the secret', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('The secret is changed');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return link;
}

test('a made secret locks a group, and an invite link opens it', async ({ launch }) => {
  const ana = await launch();
  await ana.fill({ name: 'Ana', port: '0', group: 'design' });
  await ana.form.getByRole('button', { name: 'Make a secret' }).click();
  const secret = await ana.field('Secret').inputValue();
  await ana.join();
  await expectLocked(ana);

  const dialog = await ana.openInvite();
  await expect(dialog).toContainText('Anyone with this link can read and write in “design”');
  const link = await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue();
  const code = dialog.getByRole('img', { name: /^The invite link to “design”/ });
  expect(await ana.scan(code)).toBe(link);
  await dialog.getByRole('button', { name: 'Close' }).click();

  const ben = await launch();
  await ben.fill({ name: 'Ben', port: '0', seeds: link });
  await expect(ben.field('Seed peers')).toHaveAccessibleDescription(
    /^Invitation to “design”, a locked group/,
  );
  await ben.join();
  await expect(ana.notice('Ben joined')).toBeVisible();
  await expectLocked(ben);
  await ben.say('The link let me in');
  await expect(ana.message('Ben', 'The link let me in')).toHaveCount(1);

  const words = secret.split(' ');
  const pairs = words.slice(1).map((word, i) => new RegExp(`${words[i]}[ +]${word}`));
  for (const window of [ana, ben]) {
    const settings = await readFile(join(window.dataDir, 'settings.json'), 'utf8');
    expect(settings).toContain('design');
    // Two words in a row, as they are typed and as a link has them: one alone may be in any file.
    for (const pair of pairs) expect(settings).not.toMatch(pair);
    expect(settings).not.toContain('parley:');
  }
});

test('a wrong secret, none at a locked group and one at an open group have three sentences', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch();
  await ana.join({ name: 'Ana', port: '0', group: 'design', secret: SECRET });
  await expectLocked(ana);
  const dora = await startPeer({ name: 'Dora', args: ['--group', 'lab'] });
  const [locked, open] = [await ana.address(), await dora.address()];

  const wrong = await launch();
  const secret = 'eight quiet otters paint the harbour';
  await wrong.join({ name: 'Ben', port: '0', seeds: locked, group: 'design', secret });
  await expect(wrong.field('Secret')).toHaveAccessibleDescription(
    `${locked} has another secret for “design”. Check the secret, or ask for the current invite link.`,
  );
  const none = await launch();
  await none.join({ name: 'Cleo', port: '0', seeds: locked });
  await expect(none.field('Secret')).toHaveAccessibleDescription(
    `${locked} is in “design”, which is locked: joining needs its secret or an invite link.`,
  );
  const needless = await launch();
  await needless.join({ name: 'Dan', port: '0', seeds: open, group: 'lab', secret });
  await expect(needless.field('Secret')).toHaveAccessibleDescription(
    `${open} is in “lab”, which is open: join it without a secret.`,
  );
  for (const window of [wrong, none, needless]) {
    await expect(window.field('Secret')).toBeFocused();
    await expect(window.messages).toHaveCount(0);
  }

  // What is put right lets in, each by its own way.
  await wrong.join({ secret: SECRET });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await needless.join({ secret: '' });
  await dora.peer('peer-joined', 'Dan');
  await expect(ana.people.getByRole('listitem')).toHaveCount(2);
});

test('who has not got the new link after the secret is changed is out; who gets it has all', async ({
  launch,
}) => {
  const ana = await launch();
  await ana.join({ name: 'Ana', port: '0', group: 'design', secret: SECRET });
  const before = await ana.copyInvite();
  const ben = await launch();
  await ben.join({ name: 'Ben', port: '0', seeds: before });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.say('Said to both');
  await expect(ben.message('Ana', 'Said to both')).toHaveCount(1);

  const after = await changeSecret(ana);
  expect(after).not.toBe(before);
  await expect(ben.alerts.filter({ hasText: 'secret' })).toContainText('has been changed');
  await expect(ben.person('Ana')).toContainText('offline');
  await ana.say('Said behind a new lock');
  await expect(ana.message('Ana', 'Said behind a new lock')).toHaveCount(1);

  const late = await launch();
  await late.join({ name: 'Cleo', port: '0', seeds: before });
  await expect(late.field('Seed peers')).toHaveAccessibleDescription(/has another secret/);
  await expect(ben.message('Ana', 'Said behind a new lock')).toHaveCount(0);

  await ben.leave();
  await ben.join({ seeds: after });
  await expect(ben.message('Ana', 'Said behind a new lock')).toHaveCount(1);
  await expect(ben.message('Ana', 'Said to both')).toHaveCount(1);
  await ben.say('Back again');
  await expect(ana.message('Ben', 'Back again')).toHaveCount(1);
});

test('a window that starts again comes back into a locked group without asking for its secret', async ({
  launch,
}) => {
  const first = await launch();
  await first.join({ name: 'Ana', port: '0', group: 'design', secret: SECRET });
  await first.say('Before the new secret');
  const link = await changeSecret(first);
  const ben = await launch();
  await ben.join({ name: 'Ben', port: '0', seeds: link });
  await expect(first.notice('Ben joined')).toBeVisible();
  await first.close();

  const again = await launch({ dataDir: first.dataDir });
  await again.join();
  await expectLocked(again);
  await expect(again.message('Ana', 'Before the new secret')).toHaveCount(1);
  await expect(again.person('Ben')).not.toContainText('offline');
});

test('a change of the secret that is thought better of changes nothing', async ({ launch }) => {
  const ana = await launch();
  await ana.join({ name: 'Ana', port: '0', group: 'design', secret: SECRET });
  const before = await ana.copyInvite();
  const dialog = await ana.openInvite();
  await dialog.getByRole('button', { name: 'Change the secret…' }).click();
  // By the keyboard: the focus has come along.
  await ana.page.keyboard.press('Tab');
  await ana.page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Keep the old one' })).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Invite link' })).toHaveValue(before);
});

test('an open group has no secret to change', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const dialog = await ana.openInvite();
  await expect(dialog.getByRole('button', { name: /secret/ })).toHaveCount(0);
  await expect(ana.page.getByRole('img', { name: 'Locked group' })).toHaveCount(0);
});
