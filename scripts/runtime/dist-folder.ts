import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Path of the executable inside an unpacked Electron, as the `electron` package's `install.js` has it. */
export function executableIn(dist: string, platform: NodeJS.Platform = process.platform): string {
  switch (platform) {
    case 'darwin':
      return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
    case 'win32':
      return join(dist, 'electron.exe');
    default:
      return join(dist, 'electron');
  }
}

export async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The version that an unpacked Electron names in its `version` file, without a leading "v". */
export async function versionOf(dist: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
