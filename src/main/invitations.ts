import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { looksLikeInvite } from '../core/invite.ts';
import type { JournalEntry } from '../core/journal.ts';

/** What the system and its browsers start this program for. */
const SCHEME = 'parley';
/** Longer than any invitation. What comes from outside may be anything. */
const MAX_LINK = 8_192;

/** Where Chromium keeps what belongs to a profile, the lock of a running window among it. */
export function browserDir(profileDir: string): string {
  return join(profileDir, 'browser');
}

/** Whether something looks like an invitation. What it holds is for the join form to find out. */
export function isInvitation(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LINK && looksLikeInvite(value);
}

/** Whether a word of a command line has a link in it, at its beginning or after a `--peer=`. */
export function holdsInvitation(word: string): boolean {
  return word.toLowerCase().includes(`${SCHEME}:`);
}

/**
 * The link of a command line that holds nothing else: so the system starts a program for a link.
 *
 * A line that says more is somebody's who typed it, and opens a window of its own. Were a link among
 * other words enough, a page that found a way to put words behind its link could say `--name` and
 * `--port` too, and join without asking.
 */
export function linkAlone(words: readonly string[]): string | null {
  const [link, ...rest] = words.filter((word) => word !== '--');
  return rest.length === 0 && isInvitation(link) ? link : null;
}

/**
 * Hands a link to the first window that runs in one of these profiles; false where none does. Comes
 * before Chromium's folder is settled, because the lock of each window lies in its own.
 */
export function handOver(link: string, profileDirs: readonly string[]): boolean {
  for (const dir of profileDirs.map(browserDir).filter((dir) => existsSync(dir))) {
    app.setPath('userData', dir);
    if (!app.requestSingleInstanceLock({ link })) return true;
    app.releaseSingleInstanceLock();
  }
  return false;
}

/**
 * Hears of links for this window: those handed over by a program that the system has started
 * (Linux, Windows), and those it tells us of itself (macOS). To be called at once, for macOS tells
 * early; a link that comes before the window is ready to hear waits.
 */
export function receiveLinks(first: string | null): (hear: (link: string) => void) => void {
  let waiting = first;
  let arrived = (link: string): void => {
    waiting = link;
  };
  const look = (link: unknown): void => {
    if (isInvitation(link)) arrived(link);
  };
  app.on('second-instance', (_event, _argv, _directory, data) => {
    if (typeof data === 'object' && data !== null && 'link' in data) look(data.link);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    look(link);
  });
  return (hear) => {
    arrived = hear;
    if (waiting !== null) hear(waiting);
  };
}

/** Lets {@link handOver} find this window. Who may use the profile is settled by its history. */
export function makeFindable(): void {
  app.requestSingleInstanceLock();
}

/**
 * Asks the system to open invitations with this program, and hands on what is to be written down of
 * that. Linux needs a `.desktop` file for it, which only an installer puts in its place. Only an installed one in its usual profile
 * asks: no test, and nobody who tries something out, takes links away from another.
 *
 * After `--` nothing that a link might smuggle onto a Windows command line becomes an option.
 */
export function registerForLinks(dataDir: string | null): readonly JournalEntry[] {
  if (!app.isPackaged || dataDir !== null) return [];
  const granted = app.setAsDefaultProtocolClient(SCHEME, process.execPath, ['--']);
  return [{ event: 'links-asked-for', granted }];
}
