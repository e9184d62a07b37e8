import { expect, test } from './support/launch.ts';
import { goTo, WAYS } from './support/ways-out.ts';

const PAGE = 'parley-app://window/index.html';

const PLACES = [
  'https://example.org/',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'data:text/html,x',
  'blob:parley-app://window/1',
  'parley-app://window/elsewhere',
  'parley-app://other/index.html',
  'devtools://devtools/bundled/inspector.html',
  'chrome://gpu/',
  'view-source:https://example.org/',
  'mailto:ana@example.org',
  'parley://join#x',
  'smb://server/share',
] as const;

test('no place is gone to, whoever asks and how', async ({ launch }) => {
  const window = await launch({ provoking: true });
  const { page, app } = window;
  const opened = await window.watchOutside();
  const left = await app.evaluateHandle(({ BrowserWindow }) => {
    const urls: string[] = [];
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on('did-navigate', (_event, url) => urls.push(url));
    contents?.on('did-fail-load', (_event, _code, reason, url) => urls.push(`${url}: ${reason}`));
    return urls;
  });
  await page.evaluate(() => Reflect.set(window, 'stillHere', true));
  for (const place of PLACES) {
    for (const way of WAYS) {
      await page.evaluate(goTo, { place, way });
      // Through the page's own tasks and main's, so that what was asked for has been answered.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
      await page.evaluate(() => Reflect.get(window, 'parley').copy('x'));
    }
  }
  expect(await page.evaluate(() => [location.href, Reflect.get(window, 'stillHere')])).toEqual([
    PAGE,
    true,
  ]);
  expect(await left.jsonValue()).toEqual([]);
  expect(await opened()).toEqual([]);
});

test('an empty page, of which nobody is asked, is left again', async ({ launch }) => {
  const { page } = await launch({ provoking: true });
  await Promise.all([
    page.waitForEvent('framenavigated', (frame) => frame.url() === 'about:blank'),
    page.evaluate(() => location.assign('about:blank')),
  ]);
  await page.waitForURL(PAGE);
  await expect(page.getByRole('form', { name: 'Join a group' })).toBeVisible();
});

test('no window is opened; a web address is handed to the browser', async ({ launch }) => {
  const window = await launch({ provoking: true });
  const opened = await window.watchOutside();
  const got = await window.page.evaluate(() =>
    ['', 'about:blank', 'parley-app://window/index.html', 'file:///etc/passwd', 'data:text/html,x']
      .concat(['javascript:opener.hit()', 'https://example.org/', 'parley://join#x'])
      .map((url) => open(url) === null),
  );
  expect(got).not.toContain(false);
  await expect.poll(opened).toEqual(['https://example.org/']);
  expect(window.app.windows()).toHaveLength(1);
});

test('frames inside the page stay empty, and <webview> is a word like any other', async ({
  launch,
}) => {
  const { page } = await launch({ provoking: true });
  const bridges = await page.evaluate(async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const view = document.body.appendChild(document.createElement('webview'));
    view.setAttribute('src', 'https://example.org/');
    view.setAttribute('nodeintegration', '');
    return [
      Reflect.get(Object(frame.contentWindow), 'parley'),
      Reflect.get(view, 'getWebContentsId'),
      Reflect.get(view, 'loadURL'),
    ].filter((found) => found !== undefined);
  });
  expect(bridges).toEqual([]);
  expect(page.frames().map((frame) => frame.url())).toEqual([PAGE, 'about:blank']);
});

test('nothing is downloaded', async ({ launch }) => {
  const { page, app } = await launch({ provoking: true });
  const ended = await app.evaluateHandle(({ session }) => {
    const states: string[] = [];
    session.defaultSession.on('will-download', (event, item) => {
      states.push(`${item.getFilename()}: ${event.defaultPrevented ? 'refused' : 'taken'}`);
    });
    return states;
  });
  await page.evaluate(() => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = URL.createObjectURL(new Blob(['x'], { type: 'application/octet-stream' }));
    link.download = 'program.exe';
    link.click();
  });
  await expect.poll(() => ended.jsonValue()).toEqual(['program.exe: refused']);
});

test('the scheme serves the files of the page, and nothing by any other words', async ({
  launch,
}) => {
  const { page, app } = await launch();
  const script = await page.evaluate(() => document.querySelector('script')?.src);
  const paths = [
    ...['', '/', '/..', '/../main/index.js', '/../preload/index.cjs', '/../../package.json'],
    ...['/%2e%2e/main/index.js', '/..%2fmain%2findex.js', '/%2e%2e%2fmain%2findex.js'],
    ...['/..%5cmain%5cindex.js', '/..\\main\\index.js', '/%252e%252e/main/index.js'],
    ...['/assets/../../main/index.js', '/assets/..%2f..%2fmain/index.js', '/....//main/index.js'],
    ...[
      '/%c0%ae%c0%ae/main/index.js',
      '/index.html%00',
      '/index.html/',
      '/index.html.',
      '/INDEX.HTML',
    ],
    ...['//index.html', '//etc/passwd', '/etc/passwd', '/C:/Windows/win.ini'],
    ...['/file:///etc/passwd', '/assets', '/assets/', '/.', '/index.html?x', '/__proto__'],
  ];
  const tell = async (url: string, method = 'GET') =>
    await app.evaluate(
      async ({ net }, [url, method]) => {
        const answer = await net.fetch(url, { method });
        return { status: answer.status, length: (await answer.text()).length };
      },
      [url, method] as const,
    );
  expect((await tell(PAGE)).status).toBe(200);
  expect((await tell(String(script))).status).toBe(200);
  for (const path of paths) {
    expect(await tell(`parley-app://window${path}`), path).toEqual({ status: 404, length: 0 });
  }
  for (const method of ['POST', 'PUT', 'DELETE']) {
    expect(await tell(PAGE, method), method).toEqual({ status: 404, length: 0 });
  }
});
