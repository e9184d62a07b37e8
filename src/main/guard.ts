import { app, type Session, type WebContents } from 'electron';
import { openOutside } from './outside.ts';
import { PAGE_ORIGIN } from './page-files.ts';

/** Chromium's own tools, which a packaged program does not have. */
const DEVTOOLS_ORIGIN = 'devtools://';

/**
 * Refuses, for every page there is or will be, whatever leads out of it: other addresses, windows,
 * frames, downloads and powers of the system. This is the one place that says so.
 */
export function guardPages(session: Session): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  guardSession(session);
}

function guardContents(contents: WebContents): void {
  // Loading by main itself does not come through these: only what the page, or somebody in it, starts.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // A middle click on a link asks for a window; whoever asks like that gets no answer.
    void openOutside(url);
    return { action: 'deny' };
  });
  // Nothing here makes calls, so nothing may look for a way to the internet for one.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, done) => done(null));
  session.on('will-download', (event) => event.preventDefault());
  // After the policy in the page's headers, for whatever a policy does not cover.
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isOurs(url) }));
}

function isOurs(url: string): boolean {
  const own = url.startsWith(`${PAGE_ORIGIN}/`);
  return own || (!app.isPackaged && url.startsWith(DEVTOOLS_ORIGIN));
}
