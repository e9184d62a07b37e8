import { writeFile } from 'node:fs/promises';
import { expect, test } from './support/launch.ts';
import { writeHistory } from './support/long-history.ts';
import type { ParleyWindow } from './support/parley-window.ts';

const STORED = 100_000;
/** Most messages in the page at once: see `src/core/window.ts`. */
const MOST = 700;

/** Where the first message that begins in the pane stands, in CSS pixels from the pane's top. */
async function place({ messages }: ParleyWindow): Promise<{ text: string; top: number }> {
  return await messages.evaluate((pane) => {
    const { top } = pane.getBoundingClientRect();
    for (const row of pane.querySelectorAll('article')) {
      const box = row.getBoundingClientRect();
      if (box.top >= top) return { text: row.textContent ?? '', top: box.top - top };
    }
    throw new Error('No message begins in the pane');
  });
}

/** Whether a place is the same, but for fractions of pixels. */
async function isThere(window: ParleyWindow, before: Awaited<ReturnType<typeof place>>) {
  const { text, top } = await place(window);
  return text === before.text && Math.abs(top - before.top) <= 2;
}

test('a hundred thousand messages are there at once, and are read page by page both ways', async ({
  launch,
  freshDir,
}) => {
  const dataDir = await freshDir();
  await writeHistory(dataDir, STORED);
  await writeFile(`${dataDir}/identity.noted`, '');
  const zoe = await launch({ name: 'Zoe', port: 0, dataDir });
  const articles = zoe.messages.getByRole('article');
  await expect(articles.filter({ hasText: `${STORED}: ` })).toBeInViewport();
  const jump = zoe.page.getByRole('button', { name: /^Jump to newest/ });
  await expect(jump).toHaveCount(0);

  // Far back, past what the page holds at once.
  const lowest = async (): Promise<number> =>
    Number(/(\d+): /.exec((await articles.first().textContent()) ?? '')?.[1]);
  while ((await lowest()) > STORED - 760) {
    const before = await lowest();
    await zoe.scrollTo(0);
    await expect.poll(lowest, { intervals: [50] }).toBeLessThan(before);
    expect(await articles.count()).toBeLessThanOrEqual(MOST);
  }
  await expect(articles.filter({ hasText: `${STORED}: ` })).toHaveCount(0);

  // Every one once, in order.
  await zoe.drawn();
  const numbers = (await articles.allTextContents()).map((text) =>
    Number(/(\d+): /.exec(text)?.[1]),
  );
  expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));

  await jump.click();
  await expect(articles.filter({ hasText: `${STORED}: ` })).toBeInViewport();
  await expect(jump).toHaveCount(0);
  expect(await articles.count()).toBeLessThanOrEqual(MOST);
});

test('the reader’s place is kept when older messages load, new ones come and the window is resized', async ({
  launch,
  freshDir,
  startPeer,
}) => {
  const dataDir = await freshDir();
  await writeHistory(dataDir, 2_000);
  await writeFile(`${dataDir}/identity.noted`, '');
  const zoe = await launch({ name: 'Zoe', port: 0, dataDir });
  const articles = zoe.messages.getByRole('article');
  await expect(articles.filter({ hasText: '2000: ' })).toBeInViewport();
  await zoe.drawn();
  const first = await articles.first().textContent();
  await zoe.scrollTo(600);
  const before = await place(zoe);
  // Loaded ahead of the reader, above.
  await expect(articles.first()).not.toHaveText(first ?? '');
  await expect.poll(() => isThere(zoe, before)).toBe(true);

  const ben = await startPeer({ name: 'Ben', seeds: [await zoe.address()] });
  for (let i = 1; i <= 30; i++) ben.say(`news ${i}`);
  await expect(zoe.page.getByRole('button', { name: /30 new/ })).toBeVisible();
  expect(await isThere(zoe, before)).toBe(true);

  const size = zoe.page.viewportSize() ?? { width: 1_080, height: 720 };
  await zoe.page.setViewportSize({ ...size, height: size.height - 150 });
  expect((await place(zoe)).text).toBe(before.text);
});

test('what is said while nobody looks is counted, and a button leads to the first of it', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  await ana.attention(false);
  ben.say('one');
  await expect(ana.page).toHaveTitle('(1) lobby - Parley');
  await ana.attention(true);
  await expect(ana.page).toHaveTitle('lobby - Parley');

  await ana.attention(false);
  for (let i = 1; i <= 40; i++) ben.say(`line ${i}`);
  await expect(ana.page).toHaveTitle('(40) lobby - Parley');
  const line = ana.messages.getByRole('heading', { name: 'New messages' });
  await expect(line).toHaveCount(1);
  const pill = ana.page.getByRole('button', { name: '40 new messages' });
  await expect(pill).toBeVisible();

  await ana.attention(true);
  await pill.click();
  await expect(ana.message('Ben', 'line 1')).toBeInViewport();
  await expect(line).toBeInViewport();
  // Those in view have been seen, and no others.
  await expect(ana.page).toHaveTitle(/^\(([1-9]|[1-3]\d)\) lobby - Parley$/);
  await ana.page.getByRole('button', { name: /^Jump to newest/ }).click();
  await expect(ana.message('Ben', 'line 40')).toBeInViewport();
  await expect(ana.page).toHaveTitle(/^\(/);

  await ana.page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(ana.page).toHaveTitle('lobby - Parley');
  // It stays while one reads, and is gone when one comes back.
  await expect(line).toHaveCount(1);
  await ana.attention(false);
  await ana.attention(true);
  await expect(line).toHaveCount(0);
});

test('comings and goings in a row are one line, which opens to the single ones', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const seeds = [await ana.address()];
  for (const name of ['Ben', 'Cleo', 'Dan', 'Eva']) {
    await startPeer({ name, seeds });
    await expect(ana.person(name)).toContainText('here');
  }
  const folded = ana.messages.getByRole('button', { name: 'Ben, Cleo and 2 others joined' });
  await expect(folded).toHaveAttribute('aria-expanded', 'false');
  await folded.press('Enter');
  await expect(folded).toHaveAttribute('aria-expanded', 'true');
  for (const name of ['Ben', 'Cleo', 'Dan', 'Eva']) {
    await expect(ana.notice(`${name} joined`)).toBeInViewport();
  }
});

test('at the end a flood of messages is followed, and all of it is there to be read', async ({
  launch,
  startPeer,
}) => {
  const flood = 1_000;
  const ana = await launch({ name: 'Ana', port: 0 });
  await ana.attention(true);
  const ben = await startPeer({ name: 'Ben', seeds: [await ana.address()] });
  for (let i = 1; i <= flood; i++) ben.say(`drop ${i}`);
  await expect(ana.message('Ben', `drop ${flood}`)).toBeInViewport();
  await expect(ana.page.getByRole('button', { name: /^Jump to newest/ })).toHaveCount(0);
  const read = await ana.readBack(/drop \d+(?!\d)/g);
  expect(read.size).toBe(flood);
});

test('the buttons of every message can be clicked, wherever it stands', async ({
  launch,
  startPeer,
}) => {
  const ana = await launch({ name: 'Ana', port: 0 });
  const peers = [];
  for (const name of ['Ben', 'Cleo']) {
    peers.push(await startPeer({ name, seeds: [await ana.address()] }));
  }
  // Each begins with a name, and so has its buttons above it.
  for (let i = 0; i < 20; i++) {
    peers[i % 2]?.say(`turn ${i}`);
    await expect(ana.messages.getByRole('article').filter({ hasText: `turn ${i}` })).toBeVisible();
  }
  for (let i = 19; i > 0; i--) {
    const article = ana.messages.getByRole('article').filter({ hasText: new RegExp(`turn ${i}$`) });
    await article.hover();
    await article.getByRole('button', { name: 'Actions' }).click({ trial: true, timeout: 2_000 });
  }
});
