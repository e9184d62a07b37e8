import { deadAddress } from './support/dead-address.ts';
import { expect, test } from './support/launch.ts';

test('the third joins through the first and reaches the second', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Ana')).toBeVisible();
  const cleo = await launch({ name: 'Cleo', port: 0, seeds: [await ana.address()] });

  await expect(ana.notice('Cleo joined')).toBeVisible();
  await expect(ben.notice('Cleo joined')).toBeVisible();
  await expect(cleo.person('Ben')).toContainText('here');
  await expect(cleo.page.getByText('Connected to 2 of 2')).toBeVisible();
  await ben.say('Welcome');
  await expect(cleo.message('Ben', 'Welcome')).toHaveCount(1);

  await ana.close();
  await expect(ben.notice('Ana left')).toBeVisible();
  await expect(cleo.notice('Ana left')).toBeVisible();
  await cleo.say('Without Ana');
  await expect(ben.message('Cleo', 'Without Ana')).toHaveCount(1);
});

test('a dead first seed does not stop anybody', async ({ launch }) => {
  const dead = await deadAddress('127.0.0.2');
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch();
  await ben.join({ name: 'Ben', seeds: `${dead}, ${await ana.address()}` });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await expect(ben.alerts.filter({ hasText: dead })).toContainText('did not answer');
  await ben.say('Made it');
  await expect(ana.message('Ben', 'Made it')).toHaveCount(1);
});

test('no seed answers: a new group, and the seed is found once it is there', async ({
  launch,
  startPeer,
}) => {
  const address = await deadAddress('127.0.0.3');
  const ana = await launch({ name: 'Ana', port: 0, seeds: [address] });
  await expect(ana.notice('Ana created the group')).toBeVisible();
  await expect(ana.alerts.filter({ hasText: address })).toContainText('did not answer');
  const [host = '', port = ''] = address.split(':');
  const late = await startPeer({ name: 'Late', args: ['--host', host, '--port', port] });
  await expect(ana.notice('Late joined')).toBeVisible();
  await ana.say('There you are');
  await late.message('There you are');
});

test('who leaves can come back, and finds what was said', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  await ana.say('First');
  await expect(ben.message('Ana', 'First')).toHaveCount(1);
  await ben.leave();
  await expect(ana.notice('Ben left')).toBeVisible();
  await expect(ana.person('Ben')).toContainText('offline');
  await ana.say('While you were away');

  await expect(ben.field('Your name')).toHaveValue('Ben');
  await ben.join();
  await expect(ana.notice('Ben is back')).toBeVisible();
  await expect(ben.message('Ana', 'First')).toHaveCount(1);
  await expect(ben.message('Ana', 'While you were away')).toHaveCount(1);
});

test('a killed window is shown as lost in the others', async ({ launch }) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  const cleo = await launch({ name: 'Cleo', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Cleo')).toContainText('here');
  await cleo.kill();
  for (const window of [ana, ben]) {
    await expect(window.notice('Lost connection to Cleo')).toBeVisible();
    await expect(window.notice('Cleo left')).toHaveCount(0);
    await expect(window.person('Cleo')).toContainText('offline');
    await expect(window.page.getByText('Connected to 1 of 2')).toBeVisible();
  }
});

test('what this profile has seen is there after a restart', async ({ launch }) => {
  const first = await launch({ name: 'Ana', port: 0 });
  await first.say('Remember me');
  await expect(first.message('Ana', 'Remember me')).toHaveCount(1);
  await first.close();
  const again = await launch({ dataDir: first.dataDir });
  await expect(again.field('Your name')).toHaveValue('Ana');
  await again.join();
  await expect(again.message('Ana', 'Remember me')).toHaveCount(1);
});

test('two groups of the same name that meet by hand become one', async ({ launch, startPeer }) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0 });
  ben.say('Said before we met');
  const address = ana.page.getByRole('textbox', { name: 'Peer address' });
  await address.fill('nowhere');
  await address.press('Enter');
  await expect(ana.page.getByText(/“nowhere” is not an address/)).toBeVisible();
  await address.fill(await ben.address());
  await ana.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(ana.notice('Ben joined')).toBeVisible();
  await expect(ana.message('Ben', 'Said before we met')).toHaveCount(1);
});

test('a window and a terminal peer chat, and see each other come and go', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await expect(ana.notice('Ben joined')).toBeVisible();
  ben.say('From the terminal\nin two lines');
  await expect(ana.messages.getByText('From the terminal\nin two lines')).toBeVisible();
  await ana.say('From the window');
  const message = await ben.message('From the window');
  expect(message).toMatchObject({ own: false, author: { name: 'Ana' } });
  await ben.stop();
  await expect(ana.notice('Ben left')).toBeVisible();
});

test('three that only dial chat through one hub', async ({ startPeer }) => {
  const hub = await startPeer({ name: 'Hub', args: ['--no-mesh'] });
  const seeds = [await hub.address()];
  const star = ['--no-listen', '--no-mesh'];
  const [ana, ben, cleo] = await Promise.all(
    ['Ana', 'Ben', 'Cleo'].map((name) => startPeer({ name, seeds, args: star })),
  );
  if (!ana || !ben || !cleo) throw new Error('All three have started');
  for (const peer of [ana, ben, cleo]) {
    await peer.event('roster', ({ peers }) => Array.isArray(peers) && peers.length === 3);
  }
  ana.say('Hello through the hub');
  for (const peer of [hub, ben, cleo]) await peer.message('Hello through the hub');
  await ana.event('delivered', ({ to }) => Array.isArray(to) && to.length === 3);
  cleo.kill();
  for (const peer of [hub, ana, ben]) await peer.peer('peer-lost', 'Cleo');
  expect(await ben.stop()).toBe(0);
  for (const peer of [hub, ana]) await peer.peer('peer-left', 'Ben');
});
