import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file and folder of a profile with its rights, as `history.db 600`; the profile itself is `.`. */
export function rightsIn(dir: string): readonly string[] {
  return ['.', ...namesIn(dir)].map((name) => {
    const { mode } = lstatSync(join(dir, name));
    return `${name} ${(mode & 0o777).toString(8)}`;
  });
}

/** Gives everybody every right to all of it. */
export function openToAll(dir: string): void {
  for (const name of ['.', ...namesIn(dir)]) chmodSync(join(dir, name), 0o777);
}

function namesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
}
