// Loaded into Electron's main process before the program (`-r`), for the empty window and for ours
// alike: tells the bench when the page is usable, and does in it what the bench asks. No driver is
// attached, so that nothing is measured but the program.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { app } = require('electron');

/** What the page has to show before it counts as usable: an expression, false until it does. */
const READY = process.env.BENCH_READY;

/**
 * Resolves with the time at which the page can be used and that has been painted: the second frame
 * after the condition holds, in ms since the epoch. As text: no page takes functions.
 */
const USABLE = `new Promise((resolve) => {
  requestAnimationFrame(function look() {
    if (!(${READY})) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
  });
})`;

// No switch of Electron's: it would change how the program runs.
setFlagsFromString('--expose-gc');
const collectHere = runInNewContext('gc');

let page = null;

app.on('web-contents-created', (_event, contents) => {
  page ??= contents;
  contents.once('dom-ready', async () => {
    process.send({ usableAt: await contents.mainFrame.executeJavaScript(USABLE) });
  });
});

const DOERS = {
  /** Evaluates in the page, as if a person had done it. */
  page: (code) => page.mainFrame.executeJavaScript(code, true),
  /** A key is pressed: by Electron's name of it. */
  key: (keyCode) => {
    for (const type of ['keyDown', 'char', 'keyUp']) page.sendInputEvent({ type, keyCode });
  },
  /** All that nobody holds any more goes, here and in the page. */
  collect: async () => {
    collectHere();
    page.debugger.attach();
    await page.debugger.sendCommand('HeapProfiler.collectGarbage');
    page.debugger.detach();
  },
  quit: () => app.quit(),
};

process.on('message', async ({ n, what, asked }) => {
  try {
    process.send({ n, value: await DOERS[what](asked) });
  } catch (error) {
    process.send({ n, failed: String(error) });
  }
});
