import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createIdentity, type Identity, identityFromSecret } from '../crypto/identity.ts';
import { SqliteStore, StoreBusyError } from '../store/sqlite.ts';
import { createDurably } from './durable-file.ts';
import { numberedFolder } from './folder-name.ts';

/** One person on one computer: a folder with an identity and a history, used by one program at a time. */
export type Profile = {
  readonly dir: string;
  readonly identity: Identity;
  readonly store: SqliteStore;
};

/** Profiles are tried up to this one before giving up: nobody runs so many on one computer. */
const MAX_PROFILES = 64;

/** The profile cannot be used; the message says why, and what to do. */
export class ProfileError extends Error {}

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
export function openProfile(dir: string | null, folder: string): Profile {
  if (dir !== null) {
    const profile = tryOpen(dir);
    if (profile === null) {
      throw new ProfileError(`Another Parley is using ${dir}. Close it, or choose another folder.`);
    }
    return profile;
  }
  const base = join(defaultDataDir(), 'profiles');
  for (let n = 1; n <= MAX_PROFILES; n++) {
    const profile = tryOpen(join(base, numberedFolder(folder, n)));
    if (profile !== null) return profile;
  }
  throw new ProfileError(`${MAX_PROFILES} programs are using ${join(base, folder)} and its like.`);
}

function tryOpen(dir: string): Profile | null {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const store = new SqliteStore(join(dir, 'history.db'));
    try {
      return { dir, store, identity: loadIdentity(join(dir, 'identity')) };
    } catch (cause) {
      // Else the folder would look busy to the next attempt, when its identity has been put right.
      void store.close();
      throw cause;
    }
  } catch (cause) {
    if (cause instanceof StoreBusyError) return null;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProfileError(`The folder ${dir} cannot be used: ${reason}`, { cause });
  }
}

/** The secret key in hex, readable by its owner only. Made once; never replaced by a new one. */
function loadIdentity(path: string): Identity {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    const identity = createIdentity();
    // Should a file have appeared meanwhile, this fails rather than overwrite somebody's identity.
    createDurably(path, Buffer.from(identity.secretKey).toString('hex'));
    return identity;
  }
  if (!/^[0-9a-f]{128}\s*$/.test(text)) {
    throw new ProfileError(`${path} is damaged: it must hold 128 hex digits.`);
  }
  return identityFromSecret(Buffer.from(text.trim(), 'hex'));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
