import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { logCrypto } from '../crypto/signing.ts';
import { StoreBusyError } from '../store/connection.ts';
import { type Damage, openHistory } from '../store/open-history.ts';
import type { SqliteStore } from '../store/sqlite.ts';
import { numberedFolder } from './folder-name.ts';
import { hasIdentity, type KeptIdentity, type KeyKeeper, loadIdentity } from './identity-file.ts';
import { KeyringFile } from './keyring-file.ts';
import { narrow } from './private-files.ts';
import { ProfileError } from './profile-error.ts';

/** A profile's folder with its history open, and so this program's until the store is closed. */
export type ProfileFolder = {
  readonly dir: string;
  readonly store: SqliteStore;
  /** What became of a history that was found damaged. */
  readonly damage: Damage | null;
  /** Names of files that others had rights to, and of those that they still have. */
  readonly narrowed: readonly string[];
  readonly open: readonly string[];
};

/** One person on one computer: a folder with an identity and a history, used by one program at a time. */
export type Profile = ProfileFolder & KeptIdentity & { readonly keyring: KeyringFile };

/** Profiles are tried up to this one before giving up: nobody runs so many on one computer. */
const MAX_PROFILES = 64;

/** Said before what can take a while, and before there is a window. */
const DAMAGED = 'The history on this computer is damaged. Saving what can be read of it.\n';

/** The platform's place for an application's data. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Parley');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Parley');
    default:
      return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'parley');
  }
}

/**
 * Opens the profile in `dir`, or where that is null the default one in `folder`: `window`, or for a
 * person what `folderName` makes of the name.
 *
 * A folder that was asked for and is in use is refused. A default one gives way to `folder_2` and so
 * on, so that three peers can be started on one computer by nothing but their ports and names.
 */
export function openProfile(dir: string | null, folder: string): ProfileFolder {
  if (dir !== null) {
    const profile = tryOpen(dir);
    if (profile === null) {
      throw new ProfileError(`Another Parley is using ${dir}. Close it, or choose another folder.`);
    }
    return profile;
  }
  const dirs = defaultProfiles(folder);
  for (const dir of dirs) {
    const profile = tryOpen(dir);
    if (profile !== null) return profile;
  }
  throw new ProfileError(`${MAX_PROFILES} programs are using ${dirs[0]} and its like.`);
}

/** Where default profiles lie, in the order in which they are tried; most are not there. */
export function defaultProfiles(folder: string): readonly string[] {
  const base = join(defaultDataDir(), 'profiles');
  return Array.from({ length: MAX_PROFILES }, (_, i) => join(base, numberedFolder(folder, i + 1)));
}

/**
 * The profile in an open folder. Apart from opening it, because the window has to name the folder
 * for Chromium before there is a key store to ask.
 *
 * Where the identity cannot be used the folder is closed: else it would look busy to the next
 * attempt, when its identity has been put right.
 */
export async function withIdentity(folder: ProfileFolder, keeper: KeyKeeper): Promise<Profile> {
  try {
    const identity = await loadIdentity(folder.dir, keeper);
    return { ...folder, ...identity, keyring: await KeyringFile.load(folder.dir, keeper) };
  } catch (cause) {
    await folder.store.close();
    throw unusable(folder.dir, cause);
  }
}

function tryOpen(dir: string): ProfileFolder | null {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // First, because SQLite gives the files beside a history the rights of that one.
    const rights = narrow(dir);
    const opened = openHistory(join(dir, 'history.db'), {
      crypto: logCrypto,
      now: Date.now,
      used: hasIdentity(dir),
      damaged: () => process.stderr.write(DAMAGED),
    });
    return { dir, ...opened, ...rights };
  } catch (cause) {
    if (cause instanceof StoreBusyError) return null;
    throw unusable(dir, cause);
  }
}

function unusable(dir: string, cause: unknown): ProfileError {
  if (cause instanceof ProfileError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ProfileError(`The folder ${dir} cannot be used: ${reason}`, { cause });
}
