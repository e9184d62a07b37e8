import { BRIDGE } from './support/bridge-keys.ts';
import { expect, test } from './support/launch.ts';

test('the page has no Node and nothing of Electron’s, only the bridge', async ({ launch }) => {
  const { page } = await launch();
  const found = await page.evaluate(() =>
    ['require', 'process', 'Buffer', 'module', 'exports', 'global', '__dirname', 'electron']
      .concat(['ipcRenderer', 'contextBridge', 'webFrame', 'setImmediate'])
      .filter((name) => name in window),
  );
  expect(found).toEqual([]);
  const bridge = await page.evaluate(() => {
    const parley: object = Reflect.get(window, 'parley');
    const entries = Object.entries(parley);
    return {
      keys: entries.map(([key]) => key).sort(),
      kinds: [...new Set(entries.map(([, value]) => typeof value))],
      // Nothing behind it that belongs to another world.
      ownPrototype: Object.getPrototypeOf(parley) === Object.prototype,
      ownFunctions: entries.every(
        ([, value]) => Object.getPrototypeOf(value) === Function.prototype,
      ),
    };
  });
  expect(bridge).toEqual({
    keys: BRIDGE,
    kinds: ['function'],
    ownPrototype: true,
    ownFunctions: true,
  });
});

test('what the page hears is data, without Electron’s event', async ({ launch }) => {
  const { page } = await launch();
  const heard = await page.evaluate(async () => {
    const parley = Reflect.get(window, 'parley');
    return await new Promise<unknown>((resolve) => {
      const stop = parley.onEvent((...all: readonly unknown[]) => {
        stop();
        resolve(
          all.map((one) => ({
            type: Reflect.get(Object(one), 'type'),
            sender: 'sender' in Object(one),
          })),
        );
      });
      void parley.ready();
    });
  });
  expect(heard).toEqual([{ type: 'snapshot', sender: false }]);
});

test('the window has the safe value of every preference', async ({ launch }) => {
  const { app } = await launch();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Known to Electron's own tests, not to its types.
    return Reflect.get(window?.webContents ?? {}, 'getLastWebPreferences').call(
      window?.webContents,
    );
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
  const { nodeIntegrationInWorker, enableBlinkFeatures, spellcheck } = preferences;
  expect([nodeIntegrationInWorker, enableBlinkFeatures, spellcheck].filter(Boolean)).toEqual([]);
});

test('the page comes from its own scheme under a strict policy', async ({ launch }) => {
  const { page } = await launch();
  const [response] = await Promise.all([page.waitForResponse('**/index.html'), page.reload()]);
  expect(response.url()).toBe('parley-app://window/index.html');
  const headers = await response.allHeaders();
  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types 'none'",
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated, origin])).toEqual([
    ...[true, false, 'parley-app://window'],
  ]);
});
