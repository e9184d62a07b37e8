import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createIdentity, type Identity, identityFromSecret } from '../crypto/identity.ts';
import { SqliteStore, StoreBusyError } from '../store/sqlite.ts';

/** One person on one computer: a folder with an identity and a history, used by one program at a time. */
export type Profile = {
  readonly dir: string;
  readonly identity: Identity;
  readonly store: SqliteStore;
};

/** Profiles are tried up to this one before giving up: nobody runs so many on one computer. */
const MAX_PROFILES = 64;

/** Longest folder name in bytes: file systems take 255, and 32 Chinese characters escape to 288. */
const MAX_FOLDER_NAME = 200;

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
 * Opens the profile in `dir`, or the default one called `name`.
 *
 * A named folder that is in use is refused. A default one gives way to `name-2` and so on, so that
 * three peers can be started on one computer by nothing but their ports and names.
 */
export function openProfile(dir: string | null, name: string): Profile {
  if (dir !== null) {
    const profile = tryOpen(dir);
    if (profile === null) {
      throw new ProfileError(`Another Parley is using ${dir}. Close it, or choose another folder.`);
    }
    return profile;
  }
  const base = join(defaultDataDir(), 'profiles');
  for (let n = 1; n <= MAX_PROFILES; n++) {
    const profile = tryOpen(join(base, folderName(n === 1 ? name : `${name}-${n}`)));
    if (profile !== null) return profile;
  }
  throw new ProfileError(`${MAX_PROFILES} programs are using profiles called ${name} already.`);
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
    // `wx`: should a file have appeared meanwhile, fail rather than overwrite somebody's identity.
    writeFileSync(path, Buffer.from(identity.secretKey).toString('hex'), {
      mode: 0o600,
      flag: 'wx',
    });
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

/** A person's name as a folder on any file system. */
function folderName(name: string): string {
  const escaped = encodeURIComponent(name.toLowerCase()).replace(/[*.']/g, '_');
  if (escaped.length <= MAX_FOLDER_NAME) return escaped;
  const digest = createHash('sha256').update(name.toLowerCase()).digest('hex');
  return `${escaped.slice(0, MAX_FOLDER_NAME - 17)}-${digest.slice(0, 16)}`;
}
