import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** How a finished file gets its name; tests put a failing disk in its place. */
export type Naming = {
  readonly link: (from: string, to: string) => void;
  readonly rename: (from: string, to: string) => void;
};

const DISK: Naming = { link: linkSync, rename: renameSync };

/**
 * Creates `path`, readable by its owner only, with all of `text` or not at all: a power cut leaves no
 * half file behind, only a `.new` beside it, which the next attempt replaces.
 *
 * Throws EEXIST where `path` is there already; an existing file is never overwritten.
 */
export function createDurably(path: string, text: string, naming: Naming = DISK): void {
  putInPlace(writeDraft(path, text), path, naming);
  syncFolder(dirname(path));
}

/** The same, and takes the place of an existing file: whoever reads it finds the old text or the new. */
export function replaceDurably(path: string, text: string): void {
  renameSync(writeDraft(path, text), path);
  syncFolder(dirname(path));
}

/** Gives a file that cannot be read another name, so that nothing takes its place; returns that. */
export function putAside(path: string): string {
  const aside = path.replace(/(\.json)?$/, `.damaged-${Date.now()}$1`);
  renameSync(path, aside);
  return aside;
}

function writeDraft(path: string, text: string): string {
  const draft = `${path}.new`;
  // Removed, not overwritten: it may be a second name of a file that has been put in place.
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function putInPlace(draft: string, path: string, { link, rename }: Naming): void {
  try {
    link(draft, path); // refuses, in one step, where something has that name
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) throw cause;
    // FAT and some network drives know no hard links. Looking first leaves a gap, which the lock of
    // the profile closes (docs/decisions/0005).
    if (existsSync(path)) throw cause;
    rename(draft, path);
    return;
  }
  rmSync(draft, { force: true });
}

/** Makes the new name itself survive a power cut. Windows opens no folders and needs it not. */
function syncFolder(dir: string): void {
  let folder: number;
  try {
    folder = openSync(dir, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(folder);
  } catch (cause) {
    // Some file systems refuse it (EINVAL, EPERM): the file is whole, its name as safe as it gets.
    if (hasCode(cause, 'EIO')) throw cause;
  } finally {
    closeSync(folder);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
