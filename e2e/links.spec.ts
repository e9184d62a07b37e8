import { expect, test } from './support/launch.ts';

test('a link in a message opens outside, once for each click, and the window stays', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  const opened = await ana.watchOutside();
  ben.say('Look: https://example.org/a?b=c, or write to mailto:ben@example.org');
  const web = ana.messages.getByRole('link', { name: 'https://example.org/a?b=c', exact: true });
  await expect(web).toHaveAttribute('title', 'Opens example.org in your browser');
  await web.click();
  await expect.poll(opened).toEqual(['https://example.org/a?b=c']);
  await web.press('Enter');
  await web.click({ button: 'middle' });
  await web.click({ modifiers: ['Shift'] });
  await ana.messages.getByRole('link', { name: 'mailto:ben@example.org' }).click();
  await expect
    .poll(opened)
    .toEqual([...Array(4).fill('https://example.org/a?b=c'), 'mailto:ben@example.org']);
  expect(ana.app.windows()).toHaveLength(1);
  await expect(ana.composer).toBeVisible();
});

test('a link that hides where it leads shows its host, and is refused with a sentence', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  const opened = await ana.watchOutside();
  ben.say('https://bank.example@evil.example/');
  const link = ana.messages.getByRole('link', { name: 'https://bank.example@evil.example/' });
  await expect(ana.messages.getByText('(evil.example)')).toBeVisible();
  await link.click();
  await expect(ana.messages.getByRole('alert')).toHaveText(/^This link is not opened: /);
  await link.click({ button: 'middle' });

  // The first letter is Cyrillic: opened, for it may be meant, but under its true name.
  ben.say('https://\u0430pple.example/');
  await expect(ana.messages.getByText('(xn--pple-43d.example)')).toBeVisible();
  await ana.messages.getByRole('link', { name: 'pple.example' }).click();
  await expect.poll(opened).toEqual(['https://xn--pple-43d.example/']);
});

test('a link that the system cannot open has its sentence', async ({ launch, startPeer }) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  await ana.watchOutside('No application is registered');
  ben.say('mailto:ben@example.org');
  await ana.messages.getByRole('link').click();
  await expect(ana.messages.getByRole('alert')).toHaveText(
    'This computer has no program for this link.',
  );
});
