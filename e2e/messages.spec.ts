import type { Locator } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import type { ParleyWindow } from './support/parley-window.ts';

type Launch = (options?: object) => Promise<ParleyWindow>;

/** Ana and Ben, who see each other. */
async function two(launch: Launch): Promise<readonly [ana: ParleyWindow, ben: ParleyWindow]> {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  return [ana, ben];
}

/** One of the buttons that a message shows while it is pointed at. */
async function act(message: Locator, name: string): Promise<void> {
  await message.hover();
  await message.getByRole('button', { name, exact: true }).click();
}

/** Opens what can be done with a message, and does one of it. */
async function choose(window: ParleyWindow, message: Locator, name: string): Promise<void> {
  await act(message, 'Actions');
  await window.page.getByRole('menuitem', { name, exact: true }).click();
}

function reaction(message: Locator, emoji: string): Locator {
  return message.getByRole('list', { name: 'Reactions' }).getByRole('button', { name: emoji });
}

test('an answer quotes what it answers, in both windows, and leads there', async ({ launch }) => {
  const [ana, ben] = await two(launch);
  await ana.say('Who has the key to the lab?');
  for (let i = 0; i < 30; i++) await ana.say(`and something else, ${i}`);
  const question = ben.message('Ana', 'Who has the key to the lab?');
  await expect(ben.message('Ana', 'and something else, 29')).toBeVisible();
  await ben.composer.fill('I do');
  await act(question, 'Reply');
  await expect(ben.composer).toBeFocused();
  await expect(ben.page.getByText('Answering Ana')).toBeVisible();
  await ben.composer.press('Enter');
  const answer = ana.message('Ben', 'I do');
  const quote = answer.getByRole('button', { name: /^In answer to you/ });
  await expect(quote).toContainText('Who has the key to the lab?');
  await expect(ben.message('Ben', 'I do')).toContainText('In answer to Ana');
  await expect(ben.page.getByText('Answering Ana')).toHaveCount(0);
  await expect(ana.message('Ana', 'Who has the key to the lab?')).not.toBeInViewport();
  await quote.click();
  await expect(ana.message('Ana', 'Who has the key to the lab?')).toBeInViewport();
});

test('answering is given up by Escape or by its button, and what was written stays', async ({
  launch,
}) => {
  const [ana] = await two(launch);
  await ana.say('first');
  await act(ana.message('Ana', 'first'), 'Reply');
  await expect(ana.page.getByText('Answering your own message')).toBeVisible();
  await ana.composer.pressSequentially('well');
  await ana.composer.press('Escape');
  await expect(ana.page.getByText('Answering your own message')).toHaveCount(0);
  await expect(ana.composer).toHaveValue('well');
  await act(ana.message('Ana', 'first'), 'Reply');
  await ana.page.getByRole('button', { name: 'Cancel answering' }).click();
  await expect(ana.composer).toBeFocused();
  await ana.composer.press('Enter');
  await expect(ana.message('Ana', 'well')).not.toContainText('In answer to');
});

test('an own message is changed for everybody, and what it said before can be seen', async ({
  launch,
}) => {
  const [ana, ben] = await two(launch);
  await ana.say('Coffee at tne');
  await expect(ben.message('Ana', 'Coffee at tne')).toBeVisible();
  await ana.composer.press('ArrowUp');
  await expect(ana.composer).toHaveValue('Coffee at tne');
  await expect(ana.page.getByText('Editing a message')).toBeVisible();
  await ana.say('Coffee at ten');
  const changed = ben.message('Ana', 'Coffee at ten');
  await expect(changed).toBeVisible();
  await expect(ben.message('Ana', 'Coffee at tne')).toHaveCount(0);
  await changed.getByRole('button', { name: 'Edited' }).click();
  const history = ben.page.getByRole('dialog', { name: 'History of edits' });
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await expect(history.getByRole('listitem').first()).toContainText('Coffee at ten');
  await expect(history.getByRole('listitem').last()).toContainText('Coffee at tne');
  await ben.page.keyboard.press('Escape');
  await expect(history).toHaveCount(0);
  // Nobody changes what another has said.
  await act(changed, 'Actions');
  await expect(ben.page.getByRole('menuitem', { name: 'Reply' })).toBeVisible();
  await expect(ben.page.getByRole('menuitem', { name: 'Edit', exact: true })).toHaveCount(0);
  await expect(ben.page.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
});

test('what was being written is there again after an edit, and a command is only text in one', async ({
  launch,
}) => {
  const [ana, ben] = await two(launch);
  await ana.say('one');
  await ana.composer.fill('half a thou');
  await choose(ana, ana.message('Ana', 'one'), 'Edit');
  await ana.say('/quit is how one leaves');
  await expect(ben.message('Ana', '/quit is how one leaves')).toBeVisible();
  await expect(ana.composer).toHaveValue('half a thou');
});

test('a message is deleted for everybody, after honest words about copies', async ({ launch }) => {
  const [ana, ben] = await two(launch);
  await ana.say('my password is swordfish');
  await ben.say('I have read that');
  await choose(ana, ana.message('Ana', 'my password is swordfish'), 'Delete');
  const question = ana.page.getByRole('dialog', { name: 'Delete this message?' });
  await expect(question).toContainText('my password is swordfish');
  await expect(question).toContainText('Copies stay in the history of those who have it');
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(question).toHaveCount(0);
  await expect(ben.message('Ana', 'my password is swordfish')).toBeVisible();
  await choose(ana, ana.message('Ana', 'my password is swordfish'), 'Delete');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question).toHaveCount(0);
  for (const window of [ana, ben]) {
    await expect(window.messages.getByText('swordfish')).toHaveCount(0);
    const gone = window.message('Ana', 'Deleted this message');
    await expect(gone).toBeVisible();
    await gone.hover();
    await expect(gone.getByRole('button', { name: 'Actions' })).toHaveCount(0);
  }
});

test('reactions are counted in both windows, and a click takes one’s own off again', async ({
  launch,
}) => {
  const [ana, ben] = await two(launch);
  await ana.say('We have a plan');
  const [here, there] = [ana, ben].map((window) => window.message('Ana', 'We have a plan'));
  if (here === undefined || there === undefined) throw new Error('There are two');
  await act(there, 'React');
  await ben.page.getByRole('button', { name: '👍' }).click();
  await expect(reaction(here, '👍')).toHaveAccessibleName('👍 1: Ben');
  await expect(reaction(there, '👍')).toHaveAccessibleName('👍 1: you');
  await expect(reaction(there, '👍')).toHaveAttribute('aria-pressed', 'true');
  await reaction(here, '👍').click();
  await expect(reaction(there, '👍')).toHaveAccessibleName('👍 2: you and Ana');
  await reaction(there, '👍').click();
  await expect(reaction(here, '👍')).toHaveAccessibleName('👍 1: you');
  await reaction(here, '👍').click();
  await expect(here.getByRole('list', { name: 'Reactions' })).toHaveCount(0);
  await expect(there.getByRole('list', { name: 'Reactions' })).toHaveCount(0);
});

test('any emoji can be put on a message', async ({ launch }) => {
  const [ana, ben] = await two(launch);
  await ana.say('Lunch?');
  const message = ben.message('Ana', 'Lunch?');
  await act(message, 'React');
  await ben.page.getByRole('button', { name: 'All emoji' }).click();
  await ben.page.getByRole('searchbox').fill('pizza');
  await expect(ben.page.getByText('🍕').first()).toBeVisible();
  await ben.page.keyboard.press('Enter');
  await expect(reaction(ana.message('Ana', 'Lunch?'), '🍕')).toHaveAccessibleName('🍕 1: Ben');
  await expect(message).toBeFocused();
});

test('/me says what one does', async ({ launch }) => {
  const [ana, ben] = await two(launch);
  await ana.say('/me waves');
  await expect(ben.messages.getByRole('article', { name: 'Ana' })).toContainText('Ana waves');
  await ana.say('/me');
  await expect(ana.page.getByRole('alert')).toContainText('Say what you do');
});

test('messages are reached and acted on without a mouse', async ({ launch }) => {
  const [ana, ben] = await two(launch);
  for (const text of ['one', 'two', 'three']) await ana.say(text);
  await expect(ben.message('Ana', 'three')).toBeVisible();
  const keys = ana.page.keyboard;
  await ana.messages.focus();
  await keys.press('ArrowUp');
  await expect(ana.message('Ana', 'three')).toBeFocused();
  await keys.press('ArrowUp');
  await keys.press('ArrowUp');
  await keys.press('ArrowDown');
  const message = ana.message('Ana', 'two');
  await expect(message).toBeFocused();
  await keys.press('Enter');
  const menu = ana.page.getByRole('menu', { name: 'Actions for the message' });
  await expect(menu).toBeVisible();
  await keys.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(message).toBeFocused();
  await keys.press('Shift+F10');
  await expect(menu).toBeVisible();
  await keys.press('Escape');
  await expect(message).toBeFocused();
  await keys.press('c');
  await expect.poll(() => ana.clipboard()).toBe('two');
  await keys.press('+');
  await expect(ana.page.getByRole('button', { name: '👍' })).toBeFocused();
  await keys.press('ArrowRight');
  await keys.press('Enter');
  await expect(reaction(message, '❤️')).toBeVisible();
  await expect(message).toBeFocused();
  await keys.press('e');
  await expect(ana.composer).toBeFocused();
  await expect(ana.composer).toHaveValue('two');
  await keys.type(' and a half');
  await keys.press('Enter');
  await expect(ben.message('Ana', 'two and a half')).toBeVisible();
  await ana.message('Ana', 'three').focus();
  await keys.press('r');
  await expect(ana.page.getByText('Answering your own message')).toBeVisible();
  await keys.press('Escape');
  await ana.message('Ana', 'one').focus();
  await keys.press('Delete');
  await expect(ana.page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
});

test('the menu opens where the right button is pressed', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.say('something to copy');
  await ana.message('Ana', 'something to copy').getByText('something').click({ button: 'right' });
  await ana.page.getByRole('menuitem', { name: 'Copy text' }).click();
  await expect.poll(() => ana.clipboard()).toBe('something to copy');
});
