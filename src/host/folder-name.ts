import { createHash } from 'node:crypto';

/**
 * Longest folder name of a person in bytes. 32 Chinese characters escape to 288; file systems take
 * 255, and Windows 260 for the whole path.
 */
const MAX_FOLDER_NAME = 120;
/** 128 bits in hex: no two people meet in a digest. */
const DIGEST_LENGTH = 32;

/** The window's own folder, whoever sits at it. No name leads to it. */
const WINDOW = 'window';
// Windows keeps these for devices (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
const DEVICE = /^(con|nul|aux|prn|com\d|lpt\d)$/;

/**
 * A person's name as a folder on any file system, in lower case. Two names never share one: whatever
 * is not a letter, a digit or `-` is escaped as in a URL. `_` never comes from a name.
 */
export function folderName(name: string): string {
  const person = name.toLowerCase();
  const escaped = encodeURIComponent(person).replace(/[_.!~*'()]/g, percent);
  if (escaped === WINDOW || DEVICE.test(escaped)) return escaped.replace(/^./, percent);
  if (escaped.length <= MAX_FOLDER_NAME) return escaped;
  const digest = createHash('sha256').update(person).digest('hex').slice(0, DIGEST_LENGTH);
  return `${escaped.slice(0, MAX_FOLDER_NAME - DIGEST_LENGTH - 1)}_${digest}`;
}

/** The folder of the `n`th program that one person, or the window, runs at a time. */
export function numberedFolder(folder: string, n: number): string {
  return n === 1 ? folder : `${folder}_${n}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
