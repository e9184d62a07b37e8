import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from './root.ts';
import { runInForeground } from './run-child.ts';

/** What `electron-vite build` writes last in each of its three parts. */
const PRODUCTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'] as const;

/** What the build is made from. */
const INPUTS = ['src', 'electron.vite.config.ts', 'package.json'] as const;

/** Builds the app unless that has been done since its sources last changed. */
export async function ensureBuilt(env: NodeJS.ProcessEnv): Promise<void> {
  if (!(await isBuildStale(PROJECT_ROOT))) return;
  const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json');
  const electronVite = join(dirname(manifest), 'bin', 'electron-vite.js');
  const args = [electronVite, 'build', '--logLevel', 'warn'];
  const code = await runInForeground(process.execPath, args, { env, cwd: PROJECT_ROOT });
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
}

/** Whether the built app is missing, in part or whole, or older than what it is built from. */
export async function isBuildStale(root: string): Promise<boolean> {
  const built = await Promise.all(PRODUCTS.map((path) => modifiedAt(join(root, path))));
  const inputs = await Promise.all(INPUTS.map((path) => newestIn(join(root, path))));
  return Math.min(...built) < Math.max(...inputs);
}

/** Milliseconds since the epoch; 0, which is older than anything, for what does not exist. */
async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** The latest change in a file or folder. A folder's own time counts: it tells of removed files. */
async function newestIn(path: string): Promise<number> {
  if (!(await stat(path)).isDirectory()) return await modifiedAt(path);
  const entries = await readdir(path, { recursive: true });
  const times = await Promise.all(['.', ...entries].map((entry) => modifiedAt(join(path, entry))));
  return Math.max(...times);
}
