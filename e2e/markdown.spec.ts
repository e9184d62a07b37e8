import { expect, test } from './support/launch.ts';

test('marks are drawn, lists and code are what they are to everybody, and code is copied as it is', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  const code = 'const a = 1;\n\n  // *as it is*';
  ben.say(`**Look**, *please*:\n- milk\n- bread\n\n\`\`\`ts\n${code}\n\`\`\``);
  const message = ana.messages.getByRole('article');
  await expect(message.locator('strong')).toHaveText('Look');
  await expect(message.locator('em')).toHaveText('please');
  await expect(message.getByRole('listitem')).toHaveText(['• milk', '• bread']);
  const block = message.getByRole('figure', { name: 'Code, ts' });
  await expect(block.locator('pre')).toHaveText(code, { useInnerText: true });
  // In colours, once they are loaded.
  await expect(block.getByText('const', { exact: true })).not.toHaveCSS(
    'color',
    await block.locator('pre').evaluate((pane) => getComputedStyle(pane).color),
  );
  // Other tests use the clipboard as well.
  await expect(async () => {
    await block.getByRole('button', { name: 'Copy code' }).click();
    await expect(block.getByRole('status')).toHaveText('Copied');
    expect(await ana.clipboard()).toBe(code);
  }).toPass();
});

test('long code scrolls in itself, by keyboard too, and makes the window no wider', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  ben.say(`\`\`\`\n${'long '.repeat(200)}\n\`\`\``);
  const pane = ana.messages.getByRole('figure', { name: 'Code' }).locator('pre');
  await pane.focus();
  await ana.page.keyboard.press('ArrowRight');
  await expect.poll(() => pane.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  const log = await ana.messages.evaluate(
    ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
  );
  expect(log).toBe(0);
});

test('a link under another address shows where it leads, and one’s own name stands out', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  const opened = await ana.watchOutside();
  ben.say('@Ana and @Ben: [https://bank.example/](https://evil.example/)');
  await expect(ana.messages.getByText('(evil.example)')).toBeVisible();
  const link = ana.messages.getByRole('link', { name: 'https://bank.example/' });
  await expect(link).toHaveAttribute('title', 'Opens evil.example in your browser');
  await link.click();
  await expect.poll(opened).toEqual(['https://evil.example/']);
  const ground = (name: string): Promise<string> =>
    ana.messages
      .getByText(name, { exact: true })
      .evaluate((mention) => getComputedStyle(mention).backgroundColor);
  expect(await ground('@Ana')).not.toBe(await ground('@Ben'));
});

test('what is selected in a message is copied as text, with the marks of its lists', async ({
  launch,
  startPeer,
}) => {
  const ben = await startPeer({ name: 'Ben' });
  const ana = await launch({ name: 'Ana', port: 0, seeds: [await ben.address()] });
  ben.say('To **do**:\n1. one\n2. [two](https://example.org)\n\n> a quote\n\nEnd\nof it');
  const list = ana.messages.getByRole('list');
  await expect(list).toBeVisible();
  await expect(async () => {
    await list.evaluate((element) => {
      getSelection()?.selectAllChildren(element.parentElement ?? element);
    });
    await ana.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.copy();
    });
    const copied = await ana.clipboard();
    expect(copied.replace(/\n+/g, '\n')).toBe('To do:\n1. one\n2. two\na quote\nEnd\nof it');
  }).toPass();
});
