import { ipcMain, type WebContents } from 'electron';
import { type BridgeEvent, CHANNELS, EVENT_CHANNEL, type Handlers } from '../ipc/contract.ts';

/**
 * Answers the page's requests. Only our own window's main frame is listened to: any other frame
 * that reaches these channels gets an error (Electron's security list, item 17).
 */
export function answer(page: WebContents, handlers: Handlers): void {
  for (const key of Object.keys(CHANNELS) as (keyof Handlers)[]) {
    ipcMain.handle(CHANNELS[key], (event, ...args: unknown[]) => {
      if (event.senderFrame !== page.mainFrame) throw new Error('Not from the window');
      // The number of arguments is the handler's own affair: each of them is `unknown` there.
      const handler: (...args: unknown[]) => Promise<unknown> = handlers[key];
      return handler(...args);
    });
  }
}

/** Sends one event to the page, unless it has gone meanwhile. */
export function tell(page: WebContents, event: BridgeEvent): void {
  if (!page.isDestroyed()) page.send(EVENT_CHANNEL, event);
}
