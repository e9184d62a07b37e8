import { expect, test } from './support/launch.ts';

test('who has read a message stands beside it, and not where the person does not want to know', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.say('read me');
  const { id } = await ben.message('read me');
  await expect(ana.delivery('read me')).toHaveText('Everybody has it');
  await expect(ana.read('read me')).toHaveCount(0);
  ben.command({ seen: [id] });
  await expect(ana.read('read me')).toHaveText('Read by Ben');
  await ana.prefer('Read receipts', false);
  await expect(ana.read('read me')).toHaveCount(0);
  await ana.say('and me');
  const { id: other } = await ben.message('and me');
  ben.command({ seen: [other] });
  await expect(ana.delivery('and me')).toHaveText('Everybody has it');
  await ana.prefer('Read receipts', true);
  await expect(ana.read('read me')).toHaveText('Read by Ben');
  await expect(ana.read('and me')).toHaveCount(0);
});

test('whoever is writing is shown until they stop, in the list and under what was said', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const ben = await startPeer({ name: 'Ben', seeds });
  const cleo = await startPeer({ name: 'Cleo', seeds });
  await expect(ana.notice('Cleo joined')).toBeVisible();
  ben.command({ typing: true });
  await expect(ana.person('Ben')).toContainText('writing…');
  await expect(ana.typing).toHaveText('Ben is writing');
  cleo.command({ typing: true });
  await expect(ana.typing).toHaveText('Ben and Cleo are writing');
  ben.say('done');
  await expect(ana.message('Ben', 'done')).toBeVisible();
  await expect(ana.typing).toHaveText('Cleo is writing');
  await expect(ana.person('Ben')).not.toContainText('writing…');
  cleo.command({ typing: false });
  await expect(ana.typing).toHaveCount(0);
});

test('others see that one writes, but no command, and not where one does not want it', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.composer.pressSequentially('hel');
  await ben.event('typing', ({ peers }) => JSON.stringify(peers).includes('"Ana"'));
  await ana.composer.fill('');
  await ben.event('typing', ({ peers }) => JSON.stringify(peers) === '[]');
  await ana.prefer('Typing', false);
  const before = ben.events('typing').length;
  await ana.composer.pressSequentially('hello');
  await ana.composer.press('Enter');
  await ben.message('hello');
  await ana.prefer('Typing', true);
  await ana.composer.pressSequentially('/peer');
  await ana.composer.fill('/');
  await ana.composer.fill('');
  await ana.prefer('Typing', false);
  await ana.say('all said');
  await ben.message('all said');
  expect(ben.events('typing').length).toBe(before);
});

test('who wrote a message is told that it was really seen, and not where one does not want it', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.page.bringToFront();
  await ana.composer.focus();
  ben.say('one');
  await expect(ana.message('Ben', 'one')).toBeVisible();
  const { id: one } = await ben.message('one');
  await ben.event('read-by', ({ seq }) => seq === placeOf(one));
  await ana.prefer('Read receipts', false);
  await ana.composer.focus();
  ben.say('two');
  await expect(ana.message('Ben', 'two')).toBeVisible();
  await ana.prefer('Read receipts', true);
  await ana.composer.focus();
  ben.say('three');
  const { id: three } = await ben.message('three');
  await ben.event('read-by', ({ seq }) => seq === placeOf(three));
  const { id: two } = await ben.message('two');
  expect(ben.events('read-by').map((event) => event['seq'])).not.toContain(placeOf(two));
});

/** The place of a message in its log. */
function placeOf(id: unknown): number {
  return Number(String(id).split('.')[2]);
}
