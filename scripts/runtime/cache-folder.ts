import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** No fill takes this long; a temporary folder this old was left by a run that was killed. */
const ABANDONED_AFTER_MS = 6 * 60 * 60 * 1000;

/** Where this project keeps what it can fetch again (XDG Base Directory Specification: absolute or ignored). */
export function cacheRoot(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME } = env;
  const base =
    XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), '.cache');
  return join(base, 'parley');
}

/**
 * Resolves with `root/name`, filling it first when it is not there.
 *
 * It is filled under another name beside it and then renamed, which is atomic: an interrupted run
 * leaves nothing under the final name, and of two runs at once the slower one drops its copy.
 */
export async function cachedFolder(
  root: string,
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const final = join(root, name);
  if (existsSync(final)) return final;
  await mkdir(root, { recursive: true });
  await removeAbandoned(root);
  const partial = await mkdtemp(join(root, 'partial-'));
  try {
    await fill(partial);
    await rename(partial, final).catch((error: NodeJS.ErrnoException) => {
      // Another run was faster: rename(2) does not replace a folder that has content.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return final;
}

async function removeAbandoned(root: string): Promise<void> {
  for (const entry of await readdir(root)) {
    if (!entry.startsWith('partial-')) continue;
    const folder = join(root, entry);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS)
      await rm(folder, { recursive: true, force: true });
  }
}
