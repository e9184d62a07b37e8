import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createIdentity, type Identity, identityFromSecret } from '../crypto/identity.ts';
import { createDurably } from './durable-file.ts';
import { ProfileError } from './profile-error.ts';

/** Seals a secret so that only this person on this computer can open it again. */
export interface KeyStore {
  seal(secret: string): Promise<Uint8Array>;
  /** Rejects where it was sealed by somebody else, is damaged, or the person said no. */
  open(sealed: Uint8Array): Promise<string>;
}

/** The system's key store, or what those can do whose key is sealed and who have none here. */
export type KeyKeeper = KeyStore | { readonly instead: string };

/** A key pair and where its secret half lies. */
export type KeptIdentity = { readonly identity: Identity; readonly keptIn: 'key-store' | 'file' };

/** Where the secret key of a profile lies as plain hex digits, readable by its owner only. */
export function plainPath(dir: string): string {
  return join(dir, 'identity');
}

/** The same, sealed by the key store, in base64. */
function sealedPath(dir: string): string {
  return join(dir, 'identity.sealed');
}

/** Whether somebody has used this profile before. */
export function hasIdentity(dir: string): boolean {
  return existsSync(plainPath(dir)) || existsSync(sealedPath(dir));
}

/**
 * The identity of a profile: made once, never replaced by a new one.
 *
 * Where there is a key store, a plain identity is sealed. Its file goes at the next start, when a
 * program that did not write the sealed one has opened it (docs/decisions/0011).
 */
export async function loadIdentity(dir: string, keeper: KeyKeeper): Promise<KeptIdentity> {
  const plain = readPlain(plainPath(dir));
  const sealed = readIfThere(sealedPath(dir));
  if ('instead' in keeper) {
    if (plain === null && sealed !== null) {
      const where = `The key of the profile ${dir} is in the key store of this computer.`;
      throw new ProfileError(`${where} ${keeper.instead}`);
    }
    return inFile(plain ?? makePlain(dir, createIdentity()));
  }
  if (sealed === null) {
    const identity = plain ?? createIdentity();
    if (await seal(dir, identity, keeper)) return { identity, keptIn: 'key-store' };
    return inFile(plain ?? makePlain(dir, identity));
  }
  const opened = await openSealed(sealed, keeper);
  if (opened === null) {
    if (plain !== null) return inFile(plain);
    throw new ProfileError(
      `${sealedPath(dir)} cannot be opened: it is damaged, or the key store of this computer is locked or not the one that sealed it. Until it can be, choose another folder.`,
    );
  }
  if (plain !== null && secretOf(plain) !== secretOf(opened)) {
    throw new ProfileError(
      `${plainPath(dir)} and identity.sealed beside it hold different keys. Move one of them away.`,
    );
  }
  rmSync(plainPath(dir), { force: true });
  return { identity: opened, keptIn: 'key-store' };
}

function inFile(identity: Identity): KeptIdentity {
  return { identity, keptIn: 'file' };
}

/** Whether the sealed identity is in place, and opens to what was sealed. */
async function seal(dir: string, identity: Identity, keys: KeyStore): Promise<boolean> {
  try {
    const sealed = Buffer.from(await keys.seal(secretOf(identity))).toString('base64');
    const opened = await openSealed(sealed, keys);
    if (opened === null || secretOf(opened) !== secretOf(identity)) return false;
    createDurably(sealedPath(dir), sealed);
    return true;
  } catch {
    // A key store that would not, or a disk that could not: the file is the other way.
    return false;
  }
}

/** Null where the key store does not open it to a secret key. */
async function openSealed(sealed: string, keys: KeyStore): Promise<Identity | null> {
  try {
    return parseSecret(await keys.open(Buffer.from(sealed, 'base64')));
  } catch {
    return null;
  }
}

function readPlain(path: string): Identity | null {
  const text = readIfThere(path);
  if (text === null) return null;
  const identity = parseSecret(text);
  if (identity === null) {
    throw new ProfileError(`${path} is damaged: it must hold 128 hex digits.`);
  }
  // It may have been copied here with rights for others. Windows has no such rights to take.
  chmodSync(path, 0o600);
  return identity;
}

function makePlain(dir: string, identity: Identity): Identity {
  // Should a file have appeared meanwhile, this fails rather than overwrite somebody's identity.
  createDurably(plainPath(dir), secretOf(identity));
  return identity;
}

function secretOf({ secretKey }: Identity): string {
  return Buffer.from(secretKey).toString('hex');
}

function parseSecret(text: string): Identity | null {
  if (!/^[0-9a-f]{128}\s*$/.test(text)) return null;
  return identityFromSecret(Buffer.from(text.trim(), 'hex'));
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
