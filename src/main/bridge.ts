import { ipcMain, type WebContents } from 'electron';
import { type BridgeEvent, CHANNELS, EVENT_CHANNEL, type Handlers } from '../ipc/contract.ts';
import { PAGE_URL } from './page-files.ts';

/**
 * Answers the page's requests. Only our own window's main frame with our own page in it is
 * listened to: anybody else who reaches these channels gets an error (Electron's list, item 17). A page
 * that is up before the desk waits for it.
 */
export function answer(page: WebContents, desk: Promise<{ readonly requests: Handlers }>): void {
  for (const key of Object.keys(CHANNELS) as (keyof Handlers)[]) {
    ipcMain.handle(CHANNELS[key], (event, ...args: unknown[]) => {
      const { senderFrame } = event;
      if (senderFrame !== page.mainFrame || senderFrame.url !== PAGE_URL) {
        throw new Error('Not from the window');
      }
      // The number of arguments is the handler's own affair: each of them is `unknown` there.
      return desk.then(({ requests }) => {
        const handler: (...args: unknown[]) => Promise<unknown> = requests[key];
        return handler(...args);
      });
    });
  }
}

/** Sends one event to the page, unless it has gone meanwhile. */
export function tell(page: WebContents, event: BridgeEvent): void {
  if (!page.isDestroyed()) page.send(EVENT_CHANNEL, event);
}
