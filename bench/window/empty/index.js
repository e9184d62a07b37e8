import { app, BrowserWindow } from 'electron';

// The least that a window can be, of the size and with the fences of ours. What Chromium keeps goes
// into the folder that the command line names last.
app.setPath('userData', process.argv.at(-1));
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1_080,
    height: 760,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  return window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
