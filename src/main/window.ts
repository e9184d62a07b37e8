import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { PAGE_URL } from './page-files.ts';

const PRELOAD = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

/** Same as the page's background in each theme, so that opening the window does not flash. */
const BACKGROUND = { light: '#f4f4f0', dark: '#1b1e20' } as const;

/** Makes the one window, not shown yet. Where its page may not go is said in `guard.ts`. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1_080,
    height: 760,
    minWidth: 360,
    // Below this an alert, every address and a long draft together push Send out of the window.
    minHeight: 480,
    title: 'Parley',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      devTools: !app.isPackaged,
      // Its dictionaries would be fetched from the internet.
      spellcheck: false,
    },
  });
  // On a key it would push the page down.
  window.setMenuBarVisibility(false);
  // Of an empty page nobody asks beforehand (`will-navigate` is not told), so it is left again.
  window.webContents.on('did-navigate', (_event, url) => {
    if (url !== PAGE_URL) void loadPage(window);
  });
  return window;
}

/** For news that the person has asked for elsewhere. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  // One that has not been painted yet shows itself when it has been.
  if (window.isVisible()) window.focus();
}

export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(PAGE_URL);
  } catch (error) {
    // Whoever quits while it loads has not seen a failure.
    if (!window.isDestroyed()) throw error;
  }
}
