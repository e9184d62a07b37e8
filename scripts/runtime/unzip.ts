import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;
const PERMISSION_MASK = 0o777;

/**
 * Unpacks the files of a zip archive that `place` gives a path, relative to `target`.
 *
 * yauzl refuses absolute names and names with "..", so nothing lands outside `target`. Entries that
 * are neither file nor folder (links, devices) are an error: no Electron needs them on Linux.
 */
export async function unzip(
  archive: string,
  target: string,
  place: (entryName: string) => string | undefined,
): Promise<void> {
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
      if (path === undefined) continue;
      // The upper half holds Unix `st_mode` (APPNOTE.TXT 4.4.15, Info-ZIP's convention).
      const mode = entry.externalFileAttributes >>> 16;
      if ((mode & FILE_TYPE_MASK) !== REGULAR_FILE) {
        throw new Error(`${archive} holds ${entry.fileName}, which is not a regular file.`);
      }
      const file = join(target, path);
      await mkdir(dirname(file), { recursive: true });
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(file, { mode: mode & PERMISSION_MASK }));
    }
  } finally {
    zip.close();
  }
}
