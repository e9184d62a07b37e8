import { chmodSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shows } from './looks.ts';

/** Every file and folder of a profile with its rights, as `history.db 600`; the profile itself is `.`. */
export function rightsIn(dir: string): readonly string[] {
  return ['.', ...namesIn(dir)].map((name) => {
    const { mode } = lstatSync(join(dir, name));
    return `${name} ${(mode & 0o777).toString(8)}`;
  });
}

/** Names of the files in which a word lies in any form that can be read. */
export function filesWith(dir: string, word: string): readonly string[] {
  const files = namesIn(dir).filter((name) => lstatSync(join(dir, name)).isFile());
  return files.filter((name) => shows(readFileSync(join(dir, name)), word));
}

/** Gives everybody every right to all of it. */
export function openToAll(dir: string): void {
  for (const name of ['.', ...namesIn(dir)]) chmodSync(join(dir, name), 0o777);
}

function namesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
}
