import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Rights of the group and of everybody else: a profile grants none. */
const OTHERS = 0o077;

/**
 * What this program makes in a profile, in this folder and in those below it but for `browser`: that
 * is Chromium's, and closed to others as a whole. Anything else there is somebody's own affair.
 */
const OWN =
  /^(history\.|identity\b|memberships\b|addresses\.json|contacts|settings\.json|preferences\.json|drafts\.json|log$|parley(\.\d+)?\.jsonl$|browser$)/;

/**
 * Whatever this program makes from now on is its owner's only, whatever `umask` it was started with:
 * SQLite and Chromium choose rights of their own. Windows has no such rights and is not asked.
 */
export function keepToOwner(): void {
  if (process.platform !== 'win32') process.umask(OTHERS);
}

/**
 * Takes from others what rights they have to the files of a profile: it may have been copied, or made
 * with other tools. Returns the names of what was narrowed, and of what could not be.
 *
 * The folder itself only where nothing else is in it: people name a home or `/tmp` as well.
 */
export function narrow(dir: string): { readonly narrowed: string[]; readonly open: string[] } {
  const found = { narrowed: [] as string[], open: [] as string[] };
  if (process.platform === 'win32') return found;
  const close = (path: string, name: string): void => {
    const { mode } = lstatSync(path);
    if ((mode & OTHERS) === 0) return;
    try {
      chmodSync(path, mode & 0o700);
      found.narrowed.push(name);
    } catch {
      // Somebody else's file: it works as it is, and is named.
      found.open.push(name);
    }
  };
  const within = (folder: string, prefix: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    const own = entries.filter(({ name }) => OWN.test(name));
    for (const entry of own) {
      // Where a link leads, its owner has decided.
      if (entry.isSymbolicLink()) continue;
      const path = join(folder, entry.name);
      close(path, `${prefix}${entry.name}`);
      if (entry.isDirectory() && entry.name !== 'browser') within(path, `${prefix}${entry.name}/`);
    }
    if (prefix === '' && own.length === entries.length) close(folder, '.');
  };
  within(dir, '');
  return found;
}
