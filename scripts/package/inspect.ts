import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { PROJECT_ROOT } from '../root.ts';

/** A packaged application, as `npm run package` lays it down for this system. */
export interface Packaged {
  readonly executable: string;
  /** The folder that holds `app.asar`. */
  readonly resources: string;
}

/** Where electron-builder puts what it packages for this system. */
export function packagedHere(): Packaged {
  const output = join(PROJECT_ROOT, 'dist');
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
  switch (process.platform) {
    case 'darwin': {
      const contents = join(output, `mac${suffix}`, 'Parley.app', 'Contents');
      const executable = join(contents, 'MacOS', 'Parley');
      return { executable, resources: join(contents, 'Resources') };
    }
    case 'win32': {
      const folder = join(output, `win${suffix}-unpacked`);
      return { executable: join(folder, 'Parley.exe'), resources: join(folder, 'resources') };
    }
    default: {
      const folder = join(output, `linux${suffix}-unpacked`);
      return { executable: join(folder, 'parley'), resources: join(folder, 'resources') };
    }
  }
}

/** Each fuse's state as it stands in the executable: "0" off, "1" on, "r" gone in this Electron. */
export async function readFuses(executable: string): Promise<Readonly<Record<string, string>>> {
  const { version: _, ...wire } = await getCurrentFuseWire(executable);
  const states = Object.entries(wire).map(([index, state]) => {
    const name = FuseV1Options[Number(index)] ?? `fuse ${index}, which has no name yet`;
    return [name, String.fromCharCode(Number(state))];
  });
  return Object.fromEntries(states);
}

/** Paths of all files and folders in the application's archive, with a leading `/`. */
export function listArchive({ resources }: Packaged): readonly string[] {
  return listPackage(join(resources, 'app.asar'), { isPack: false });
}

/** What a file of the archive holds; its path without a leading `/`. */
export function readFromArchive({ resources }: Packaged, path: string): Buffer {
  return extractFile(join(resources, 'app.asar'), path);
}
