import { app, dialog, nativeTheme, powerMonitor, safeStorage, session } from 'electron';
import { warnOfDamage } from '../host/damage-note.ts';
import { noteKeyInFile } from '../host/key-note.ts';
import { HELP, parseLaunchOptions } from '../host/launch-options.ts';
import { openPeer } from '../host/open-peer.ts';
import { type PreferencesFile, preferencesOf } from '../host/preferences-file.ts';
import { keepToOwner } from '../host/private-files.ts';
import {
  defaultProfiles,
  openProfile,
  type Profile,
  type ProfileFolder,
  withIdentity,
} from '../host/profile.ts';
import { ProfileError } from '../host/profile-error.ts';
import { type Launch, withSecretFile } from '../host/secret-file.ts';
import { readVersion } from '../host/version.ts';
import type { ChatPeer } from '../peer/chat-peer.ts';
import { showUnreadOnIcon } from './badge.ts';
import { answer, tell } from './bridge.ts';
import { Desk } from './desk.ts';
import { Drafts } from './drafts.ts';
import { guardPages } from './guard.ts';
import {
  browserDir,
  handOver,
  holdsInvitation,
  linkAlone,
  makeFindable,
  receiveLinks,
  registerForLinks,
} from './invitations.ts';
import { systemKeys } from './key-store.ts';
import { ownArguments } from './launch.ts';
import { setMenu } from './menu.ts';
import { announcePageScheme, servePage } from './page-scheme.ts';
import { Settings } from './settings.ts';
import { bringForward, createWindow, loadPage } from './window.ts';

/** Same as the terminal's: a bad command line, and any other failure to start. */
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

/** The window's own profile, where the command line names none. */
const PROFILE_NAME = 'window';

function main(): void {
  keepToOwner();
  const words = ownArguments(process.argv, app.isPackaged);
  // An invitation may hold a secret, and everybody on a computer can list command lines.
  if (words.some(holdsInvitation)) process.title = 'Parley';
  const link = linkAlone(words);
  const parsed = parseLaunchOptions(link === null ? words : []);
  if (!parsed.ok) {
    stop(`${parsed.error}\n`, EXIT_USAGE);
  } else if (parsed.value.help) {
    stop(HELP, 0);
  } else if (parsed.value.version) {
    stop(`${readVersion()}\n`, 0);
  } else {
    const launch = withSecretFile(parsed.value);
    if (launch.ok) start(launch.value, link);
    else stop(`${launch.error}\n`, EXIT_USAGE);
  }
}

/** `link`: what the system has started us for, which is never joined without a word of the person. */
function start(options: Launch, link: string | null): void {
  if (options.warning !== null) process.stderr.write(`${options.warning}\n`);
  if (link !== null && handOver(link, defaultProfiles(PROFILE_NAME))) {
    app.exit(0);
    return;
  }
  const onLink = receiveLinks(link);
  const folder = openFolderOrStop(options.dataDir);
  if (folder === null) return;
  // Chromium's caches belong to the profile too: two windows must not share them. On Windows the key
  // of the key store lies there as well.
  app.setPath('userData', browserDir(folder.dir));
  makeFindable();
  const asked = registerForLinks(options.dataDir);
  // Not where it was switched off, as root has to: Chromium then starts no process that could be.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  announcePageScheme();
  // Not awaited: Electron holds `ready` back until this module has been evaluated.
  app
    .whenReady()
    .then(() => systemKeys(safeStorage, process.platform))
    .then((keys) => withIdentity(folder, keys))
    .then((profile) => {
      const preferences = preferencesOf(profile);
      const peer = openPeer(profile, preferences, asked);
      return openWindow({ profile, preferences, peer }, options, onLink);
    })
    .catch((error: unknown) => (error instanceof ProfileError ? refuse(error) : crash(error)));
}

type Opened = {
  readonly profile: Profile;
  readonly preferences: PreferencesFile;
  readonly peer: ChatPeer;
};

async function openWindow(
  { profile, preferences, peer }: Opened,
  options: Launch,
  onLink: (hear: (link: string) => void) => void,
): Promise<void> {
  // The window's frame and the page's `light-dark()` follow it, also before the first paint.
  preferences.follow(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  setMenu();
  guardPages(session.defaultSession);
  servePage(session.defaultSession);
  const window = createWindow();
  const page = window.webContents;
  const settings = new Settings(profile.dir, profile.keyring);
  const drafts = new Drafts(profile.dir);
  const files = { settings, preferences, drafts };
  const desk = new Desk(peer, files, options, (event) => tell(page, event));
  noteKeyInFile(profile, peer);
  warnOfDamage(profile.damage, peer);
  showUnreadOnIcon(peer);
  answer(page, desk.requests);
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
  // One after the other: joining reads a history, and the page is served by this very thread.
  await loadPage(window);
  await desk.start();
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

function openFolderOrStop(dataDir: string | null): ProfileFolder | null {
  try {
    return openProfile(dataDir, PROFILE_NAME);
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    app.whenReady().then(() => refuse(error), crash);
    return null;
  }
}

/** Says why there will be no window: in the terminal it was started from, and on the screen. */
function refuse({ message }: ProfileError): void {
  process.stderr.write(`${message}\n`);
  dialog.showErrorBox('Parley cannot start', message);
  app.exit(EXIT_FAILED);
}

function stop(text: string, exitCode: number): void {
  (exitCode === 0 ? process.stdout : process.stderr).write(text);
  app.exit(exitCode);
}

function crash(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(EXIT_FAILED);
}

main();
