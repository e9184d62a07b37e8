import { app, type BrowserWindow, powerMonitor, safeStorage } from 'electron';
import type { JournalEntry } from '../core/journal.ts';
import { warnOfDamage } from '../host/damage-note.ts';
import { noteKeyInFile } from '../host/key-note.ts';
import { openPeer } from '../host/open-peer.ts';
import type { PreferencesFile } from '../host/preferences-file.ts';
import { type Profile, type ProfileFolder, withIdentity } from '../host/profile.ts';
import type { Launch } from '../host/secret-file.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { showUnreadOnIcon } from './badge.ts';
import { tell } from './bridge.ts';
import { crash } from './crash.ts';
import { Desk } from './desk.ts';
import { Drafts } from './drafts.ts';
import { systemKeys } from './key-store.ts';
import { setMenu } from './menu.ts';
import { Settings } from './settings.ts';
import { bringForward } from './window.ts';

/** What there is when the window has been made. */
export type Start = {
  readonly folder: ProfileFolder;
  readonly preferences: PreferencesFile;
  readonly window: BrowserWindow;
  readonly options: Launch;
  /** Calls back for each link from outside. */
  readonly onLink: (hear: (link: string) => void) => void;
  /** What is to be written down of asking for such links. */
  readonly asked: readonly JournalEntry[];
};

/**
 * Everything that is behind the window: loaded while its page comes up, so that nothing that this module
 * imports keeps the window waiting. Throws `ProfileError` where the profile cannot be used.
 */
export async function openDesk(start: Start): Promise<Desk> {
  const { folder, preferences, window, options, onLink, asked } = start;
  const profile = await withIdentity(folder, await systemKeys(safeStorage, process.platform));
  const peer = openPeer(profile, preferences, asked);
  const page = window.webContents;
  const settings = new Settings(profile.dir, profile.keyring);
  const drafts = new Drafts(profile.dir);
  const files = { settings, preferences, drafts };
  const desk = new Desk(peer, files, options, (event) => tell(page, event));
  noteKeyInFile(profile, peer);
  warnOfDamage(profile.damage, peer);
  showUnreadOnIcon(peer);
  onLink((link) => {
    desk.invited(link);
    bringForward(window);
  });
  page.on('did-start-navigation', ({ isSameDocument, isMainFrame }) => {
    if (isMainFrame && !isSameDocument) desk.pageGone();
  });
  // Sooner than the peer's own look, which finds a wake too.
  powerMonitor.on('resume', () => peer.networkChanged());
  powerMonitor.on('unlock-screen', () => peer.networkChanged());
  sayGoodbyeOnQuit(peer, profile, drafts);
  setMenu();
  return desk;
}

/** Quitting, however it was asked for, waits until the others have been told. */
function sayGoodbyeOnQuit(peer: ChatPeer, profile: Profile, drafts: Drafts): void {
  let leaving = false;
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit());
  }
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    drafts.save();
    peer
      .leave()
      .then(() => profile.store.close())
      // A quit that was prevented cannot be taken up again once the windows have gone: end instead.
      .then(() => app.exit(0), crash);
  });
}
