import { expect, test } from './support/launch.ts';

test('a message says who has it while others come and go', async ({
  launch,
  startPeer,
  freshDir,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  await ana.say('Said alone');
  await expect(ana.delivery('Said alone')).toHaveText('Nobody has it yet');

  const dataDir = await freshDir();
  const ben = await startPeer({ name: 'Ben', seeds, dataDir });
  await expect(ana.delivery('Said alone')).toHaveText('Everybody has it');
  await ben.stop();
  await expect(ana.person('Ben')).toContainText('offline');
  await ana.say('While Ben is away');
  await expect(ana.delivery('While Ben is away')).toHaveText('Nobody has it yet');

  const carol = await startPeer({ name: 'Carol', seeds });
  await expect(ana.delivery('While Ben is away')).toHaveText('1 of 2 have it');
  await expect(ana.delivery('Said alone')).toHaveText('Everybody has it');

  const again = await startPeer({ name: 'Ben', seeds: [await carol.address()], dataDir });
  await again.message('While Ben is away');
  await expect(ana.delivery('While Ben is away')).toHaveText('Everybody has it');
});

test('pointing at a mark, or going there by keyboard, tells who has a message by name', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  const [ben, dan] = [
    await startPeer({ name: 'Ben', seeds }),
    await startPeer({ name: 'Dan', seeds }),
  ];
  await ana.say('To both');
  await expect(ana.delivery('To both')).toHaveText('Everybody has it');
  await dan.stop();
  await expect(ana.notice('Dan left')).toBeVisible();
  await ana.say('To one');
  await ben.message('To one');

  const mark = ana.messages.getByRole('button', { name: '1 of 2 have it' });
  const detail = ana.page.getByRole('tooltip');
  await mark.hover();
  await expect(detail).toHaveText('Ben has it. Dan is offline, Ben will hand it over.');
  await ana.composer.hover();
  await expect(detail).toHaveCount(0);

  await ana.composer.press('Shift+Tab');
  await expect(mark).toBeFocused();
  await expect(mark).toHaveAccessibleDescription(/^Ben has it\. Dan is offline/);
  await mark.press('Escape');
  await expect(detail).toHaveCount(0);
  await mark.press('ArrowUp');
  await expect(detail).toHaveText('Everybody has it.');
});

test('who was never there at the same time gets a message through a third', async ({
  launch,
  startPeer,
}) => {
  const ana = await startPeer({ name: 'Ana' });
  const ben = await launch({ name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Ana')).toContainText('here');
  ana.say('Pass it on');
  await expect(ben.message('Ana', 'Pass it on')).toHaveCount(1);
  expect(await ana.stop()).toBe(0);
  await expect(ben.notice('Ana left')).toBeVisible();

  const carol = await launch({ name: 'Carol', port: 0, seeds: [await ben.address()] });
  await expect(carol.message('Ana', 'Pass it on')).toHaveCount(1);
  await expect(carol.person('Ana')).toContainText('offline');
});

test('a late message that lies out of sight is told of, and a button leads there', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  // Apart from the others, so that what she says is late once they meet.
  const eve = await startPeer({ name: 'Eve' });
  eve.say('Written on the train');
  await eve.message('Written on the train');
  // Whatever is said after this one sorts after it, and so a minute after Eve's.
  const ahead = await startPeer({
    name: 'Zoe',
    seeds: [await ana.address()],
    clockOffsetMs: 60_000,
  });
  ahead.say('Is it that late?');
  await expect(ana.message('Zoe', 'Is it that late?')).toHaveCount(1);
  await ana.say(`Many lines${'\n'.repeat(60)}end`);
  const late = ana.message('Eve', 'Written on the train');
  await expect(late).toHaveCount(0);

  eve.connect(await ana.address());
  const button = ana.page.getByRole('button', { name: '1 late message above' });
  await expect(button).toBeVisible();
  await expect(late).not.toBeInViewport();
  await button.click();
  await expect(late).toBeInViewport();
  await expect(late).toContainText('arrived late');
  await expect(button).toHaveCount(0);
});

test('after a restart history is there, and who has it is known though they are away', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await ana.say('Remember me');
  await expect(ana.delivery('Remember me')).toHaveText('Everybody has it');
  await ben.stop();
  await expect(ana.notice('Ben left')).toBeVisible();
  await ana.say('Ben is away');
  await expect(ana.delivery('Ben is away')).toHaveText('Nobody has it yet');
  await ana.close();

  const again = await launch({ name: 'Ana', port: 0, dataDir: ana.dataDir });
  await expect(again.person('Ben')).toContainText('offline');
  await expect(again.delivery('Remember me')).toHaveText('Everybody has it');
  await expect(again.delivery('Ben is away')).toHaveText('Nobody has it yet');
});

test('much that was said before is counted while it comes, and all of it comes', async ({
  launch,
  startPeer,
}) => {
  const ana = await startPeer({ name: 'Ana' });
  const lines = 1_500;
  // More than a page of the protocol holds: what comes in one is there at once.
  const long = 'and a little more, '.repeat(4);
  for (let i = 1; i < lines; i++) ana.say(`line ${i} ${long}`);
  ana.say(`line ${lines}`);
  await ana.message(`line ${lines}`);

  const ben = await launch();
  const progress = await ben.watch('progressbar', 'Catching up');
  await ben.join({ name: 'Ben', port: '0', seeds: await ana.address() });
  await expect(ben.message('Ana', `line ${lines}`)).toHaveCount(1);
  await expect
    .poll(progress)
    .toContainEqual(expect.stringMatching(/^Catching up: [\d,]+ of [\d,]+ messages$/));
  await expect(ben.page.getByRole('progressbar')).toHaveCount(0);
  const read = await ben.readBack(/line \d+/);
  expect(read.size).toBe(lines);
});
