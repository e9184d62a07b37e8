import { once } from 'node:events';
import { app, dialog, Menu, nativeTheme, session } from 'electron';
import { HELP, parseLaunchOptions } from '../host/launch-options.ts';
import { preferencesOf } from '../host/preferences-file.ts';
import { keepToOwner } from '../host/private-files.ts';
import { defaultProfiles, openProfile, type ProfileFolder } from '../host/profile.ts';
import { ProfileError } from '../host/profile-error.ts';
import { type Launch, withSecretFile } from '../host/secret-file.ts';
import { readVersion } from '../host/version.ts';
import { answer } from './bridge.ts';
import { crash, EXIT_FAILED } from './crash.ts';
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
import { ownArguments } from './launch.ts';
import { announcePageScheme, servePage } from './page-scheme.ts';
import type { Start } from './program.ts';
import { createWindow, loadPage } from './window.ts';

/** Same as the terminal's: a bad command line. */
const EXIT_USAGE = 2;

/**
 * Most that the page's youngest things take, megabytes, three times: V8 takes 16 and fills them with
 * garbage before it looks. So much a page like ours makes in a second of a flood.
 */
const PAGE_YOUNG_MB = 2;

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
  app.commandLine.appendSwitch('js-flags', `--max-semi-space-size=${PAGE_YOUNG_MB}`);
  announcePageScheme();
  // Else Electron makes one of its own, which takes a while.
  Menu.setApplicationMenu(null);
  // Not awaited: Electron holds `ready` back until this module has been evaluated.
  app
    .whenReady()
    .then(() => openWindow(folder, { options, onLink, asked }))
    .catch((error: unknown) => (error instanceof ProfileError ? refuse(error) : crash(error)));
}

/** The page comes up in processes of its own while what it will talk to is loaded here. */
async function openWindow(
  folder: ProfileFolder,
  { options, onLink, asked }: Pick<Start, 'options' | 'onLink' | 'asked'>,
): Promise<void> {
  const preferences = preferencesOf(folder);
  // The window's frame and the page's `light-dark()` follow it, also before the first paint.
  preferences.follow(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  guardPages(session.defaultSession);
  servePage(session.defaultSession);
  const window = createWindow();
  const loaded = loadPage(window);
  const desk = once(window.webContents, 'did-navigate')
    .then(() => import('./program.ts'))
    .then(({ openDesk }) => openDesk({ folder, preferences, window, options, onLink, asked }));
  answer(window.webContents, desk);
  // Not where the profile turns out to be unusable: that has a box of its own.
  window.once('ready-to-show', () => void desk.then(() => window.show()).catch(() => undefined));
  await Promise.all([loaded, desk.then((opened) => opened.start())]);
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

main();
