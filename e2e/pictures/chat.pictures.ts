import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, offsetOfMoment, shoot } from '../support/camera.ts';
import { arrives, idOf, react } from '../support/cast.ts';
import { expect, test } from '../support/launch.ts';

/** The afternoon before, in minutes from the moment of the pictures. */
const YESTERDAY = -(18 * 60 + 27);
const GROUP = ['--group', 'Lab 3'];

const CODE = `It answers now, but the field has another name:
\`\`\`python
def is_open(status):
    # firmware 2.1 says "state", older ones "door"
    value = status.get("state", status.get("door"))
    return value == "open"
\`\`\``;

/** More than a window shows at once. */
const WHILE_AWAY = [
  ['Ben', 'It is in the corridor.'],
  ['Ben', 'Was. Dario has it, he changes the lamps.'],
  ['Dario', 'I do! Half an hour more.'],
  ['Dario', 'The old ones go into the blue box.'],
  ['Ben', 'There are two blue boxes.'],
  ['Dario', 'The one with the lid:\n1. tubes\n2. bulbs\n3. nothing else'],
  ['Ben', 'I see. And who takes it away?'],
  ['Dario', 'The yard does, on Friday.'],
  ['Ben', 'Friday? That is tomorrow.'],
  ['Dario', 'Then I had better hurry.'],
  ['Dario', 'Two rooms are done, the corridor is next.'],
  ['Ben', 'Ana, the ladder is yours after that.'],
] as const;

test('a lively chat', async ({ launch, startPeer, freshDir }) => {
  const dirs = { ana: await freshDir(), ben: await freshDir(), cleo: await freshDir() };
  for (const dir of Object.values(dirs)) await writeFile(join(dir, 'identity.noted'), '');

  // Yesterday.
  const before = { args: GROUP, clockOffsetMs: offsetOfMoment(YESTERDAY) };
  const first = await startPeer({ ...before, name: 'Ana', dataDir: dirs.ana });
  first.command({ profile: { colour: 5 } });
  const seeds = [await first.address()];
  const second = await startPeer({ ...before, name: 'Ben', dataDir: dirs.ben, seeds });
  const third = await startPeer({ ...before, name: 'Cleo', dataDir: dirs.cleo, seeds });
  await third.peer('peer-joined', 'Ben');
  first.say('The new door sensor has come. Does anybody have the manual?');
  await second.message('The new door sensor has come. Does anybody have the manual?');
  second.say('On the shelf by the window, third box.');
  await third.message('On the shelf by the window, third box.');
  third.say('I will mount it tomorrow morning.');
  for (const peer of [first, second, third]) {
    await peer.message('I will mount it tomorrow morning.');
  }
  for (const peer of [third, second, first]) await peer.stop();

  // Today.
  const clockOffsetMs = offsetOfMoment();
  const today = { args: GROUP, clockOffsetMs };
  const ana = await launch({ ...today, name: 'Ana', port: 0, dataDir: dirs.ana });
  const here = [await ana.address()];
  const ben = await launch({ ...today, name: 'Ben', port: 0, dataDir: dirs.ben, seeds: here });
  const cleo = await startPeer({ ...today, name: 'Cleo', dataDir: dirs.cleo, seeds: here });
  const noa = await startPeer({ ...today, name: 'Noa', seeds: here });
  await ask(ben, 'changeProfile', { colour: 3, status: 'in the workshop' });
  cleo.command({ profile: { colour: 1 } });
  noa.command({ profile: { colour: 7, status: 'back at 11' } });
  for (const name of ['Ben', 'Cleo', 'Noa']) {
    await expect(ana.person(name)).toContainText('here');
    if (name !== 'Ben') await expect(ben.person(name)).toContainText('here');
  }

  await ana.say('Morning! **The sensor is on the door.** Could somebody see what it says?');
  await arrives(ben, 'Could somebody see');
  cleo.say(CODE);
  await arrives(ben, 'It answers now');
  await ask(ben, 'reply', await idOf(ben, 'Could somebody see'), 'It says *closed*. So it works.');
  await arrives(ana, 'So it works');
  const list =
    'Still to do, @Ana:\n- a label with its address, `10.20.0.17`\n- the log, see https://lab.example/door';
  await ask(ben, 'send', list);
  await arrives(ana, 'Still to do');
  await ask(ben, 'send', 'The password is in the drawer');
  await ask(ben, 'remove', await idOf(ben, 'The password is'));
  noa.say('תודה! אני בדרך עם התוויות');
  await arrives(ana, 'תודה');
  await ana.say('Great. Coffee at tne, then');
  await arrives(ben, 'Coffee at tne');
  await ask(
    ana,
    'edit',
    await idOf(ana, 'Coffee at tne'),
    'Great. Coffee at half past ten, then ☕',
  );
  await arrives(ben, 'half past ten');
  await react(ana, 'It answers now', '🎉');
  await react(ben, 'It answers now', '🎉');
  await react(ben, 'half past ten', '👍');
  await ask(ben, 'act', 'puts the kettle on');
  await arrives(ana, 'puts the kettle on');
  await expect(ana.messages.getByText(/^Read by/).last()).toBeAttached();
  cleo.command({ typing: true });
  await expect(ana.typing).toBeVisible();
  await shoot(ana, 'chat', ['wide-light', 'wide-dark', 'narrow-light']);

  const { page } = ana;
  // In a narrow window this opens the drawer.
  await page.getByRole('complementary', { name: 'Group' }).focus();
  await shoot(ana, 'drawer', ['narrow-dark']);
  await ana.composer.focus();

  // What opens over it.
  const code = ana.messages.getByRole('article').filter({ hasText: 'It answers now' });
  await code.hover();
  await shoot(ana, 'pointed-at', [], 'stays');
  await code.hover();
  await code.getByRole('button', { name: 'Actions' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await shoot(ana, 'message-menu', ['wide-light'], 'stays');
  await page.keyboard.press('Escape');
  await code.hover();
  await code.getByRole('button', { name: 'React' }).click();
  await shoot(ana, 'quick-reactions', [], 'stays');
  await page.keyboard.press('Escape');
  const edited = ana.messages.getByRole('article').filter({ hasText: 'half past ten' });
  await edited.getByRole('button', { name: 'Edited' }).click();
  await expect(page.getByRole('dialog', { name: 'History of edits' })).toBeVisible();
  await shoot(ana, 'history-of-edits');
  await page.keyboard.press('Escape');
  await edited
    .getByRole('button', { name: /have it|has it|Read by/ })
    .first()
    .hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await shoot(ana, 'who-has-read', [], 'stays');
  await edited.hover();
  await edited.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(ana, 'delete');
  await page.keyboard.press('Escape');
  await ana.messages.press('End');

  // Writing.
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await page
    .getByRole('searchbox')
    .or(page.getByRole('textbox', { name: 'Search emoji' }))
    .first()
    .waitFor();
  await shoot(ana, 'emoji', ['wide-dark']);
  await page.keyboard.press('Escape');
  for (const [name, typed] of [
    ['complete-command', '/'],
    ['complete-person', 'Thanks, @'],
    ['complete-emoji', 'Well done :par'],
  ] as const) {
    await ana.composer.fill('');
    await ana.composer.pressSequentially(typed);
    await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
    await shoot(ana, name);
    await ana.composer.press('Escape');
  }
  await ana.composer.fill('On my way\nwith two cups\nand a cake');
  await code.hover();
  await code.getByRole('button', { name: 'Reply' }).click();
  await shoot(ana, 'answering');
  await ana.composer.press('Escape');
  await ana.composer.fill('x'.repeat(9_000));
  await ana.composer.press('Enter');
  await shoot(ana, 'too-long');
  await ana.composer.fill('');

  // People.
  await ana.person('Ben').getByRole('button').click();
  const card = page.getByRole('dialog', { name: 'Ben' });
  await expect(card.getByText(/\d ms/)).toBeVisible();
  await shoot(ana, 'person-at-first');
  await card.getByRole('button', { name: 'Compare' }).click();
  await expect(card.getByRole('tabpanel')).toBeVisible();
  await shoot(ana, 'person', ['wide-light']);
  await card.getByRole('button', { name: 'Close' }).click();
  await ana.composer.focus();

  // How it can look.
  await ask(ana, 'setPreferences', { contrast: 'more' });
  await shoot(ana, 'more-contrast', ['wide-dark']);
  await ask(ana, 'setPreferences', { contrast: 'system', textSize: 150 });
  await shoot(ana, 'large-text');
  await ask(ana, 'setPreferences', { textSize: 100, language: 'it' });
  await expect(page.getByRole('textbox', { name: 'Messaggio' })).toBeVisible();
  await shoot(ana, 'italian', ['wide-light']);
  await ask(ana, 'setPreferences', { language: 'system' });

  // Others go; Ana goes, and is back when much has been said.
  await noa.stop();
  cleo.kill();
  await expect(ana.person('Cleo')).toContainText('offline');
  await expect(ana.person('Noa')).toContainText('offline');
  await ana.say('Who has the long ladder?');
  await shoot(ana, 'offline');
  await ana.close();
  const dario = await startPeer({ ...today, name: 'Dario', seeds: [await ben.address()] });
  dario.command({ profile: { colour: 4, status: 'on a ladder' } });
  for (const [who, text] of WHILE_AWAY) {
    if (who === 'Ben') await ben.say(text);
    else dario.say(text);
    await arrives(ben, text.split('\n')[0] ?? text);
  }
  const again = { ...today, name: 'Ana', port: 0, dataDir: dirs.ana };
  const back = await launch({ ...again, seeds: [await ben.address()] });
  const pill = back.page.getByRole('button', { name: /new messages$/ });
  await expect(pill).toBeVisible();
  await shoot(back, 'unread-above');
  await pill.click();
  await expect(back.messages.getByText('New messages')).toBeInViewport();
  await back.composer.focus();
  await shoot(back, 'unread', ['wide-light']);
});
