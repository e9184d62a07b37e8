import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme } from 'electron';

const PRELOAD = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
const PAGE = fileURLToPath(new URL('../renderer/index.html', import.meta.url));

/** Same as the page's background in each theme, so that opening the window does not flash. */
const BACKGROUND = { light: '#f4f4f0', dark: '#1b1e20' } as const;

/** Makes the one window: sandboxed, going nowhere but its own page. Shown once painted. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1_080,
    height: 760,
    minWidth: 360,
    // Below this an alert, every address and a long draft together push Send out of the window.
    minHeight: 480,
    title: 'Parley',
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { preload: PRELOAD, sandbox: true, contextIsolation: true },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.session.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  window.once('ready-to-show', () => window.show());
  return window;
}

export async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadFile(PAGE);
}
