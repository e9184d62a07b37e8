import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runQuietly } from '../run-child.ts';
import type { FoundRuntime, NoRuntime } from './choose.ts';
import { executableIn, isExecutable, versionOf } from './dist-folder.ts';

/** `engines.node` of the `electron` package: its downloader is an ES module loaded with `require`. */
const DOWNLOADER_NODE = [22, 12] as const;

/** Twice the ten seconds that Node's `fetch` allows for connecting. */
const FIRST_BYTE_TIMEOUT_MS = 20_000;

/** The official binary, if an earlier run or `npx install-electron` has put it there. */
export async function findInstalledOfficial(): Promise<FoundRuntime | NoRuntime> {
  const { dist, version } = await electronPackage();
  // path.txt is the last thing the installer writes: without it, an unpacking was cut short.
  const complete =
    existsSync(join(dirname(dist), 'path.txt')) && (await versionOf(dist)) === version;
  return complete && (await isExecutable(executableIn(dist)))
    ? { kind: 'found', dist, version, origin: 'the official binary' }
    : { kind: 'none', reason: `the official binary ${version} is not installed` };
}

/** Downloads the official binary with the `electron` package's own installer, where that can work. */
export async function downloadOfficial(): Promise<FoundRuntime | NoRuntime> {
  if (!canRunDownloader(process.versions.node)) {
    const needed = DOWNLOADER_NODE.join('.');
    const reason = `its download needs Node ${needed} or newer, this is ${process.versions.node}`;
    return { kind: 'none', reason };
  }
  const { dist, version } = await electronPackage();
  console.error(`Downloading the official Electron ${version} ...`);
  const failure = await runInstaller(join(dirname(dist), 'install.js'), dist);
  if (failure !== undefined) return { kind: 'none', reason: `its download failed: ${failure}` };
  return await findInstalledOfficial();
}

/** Whether a Node of this version ("major.minor.patch") can run the `electron` package's installer. */
export function canRunDownloader(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return (
    major > DOWNLOADER_NODE[0] || (major === DOWNLOADER_NODE[0] && minor >= DOWNLOADER_NODE[1])
  );
}

/** Runs the installer; resolves with a phrase for why it failed, or with nothing when it did not. */
async function runInstaller(script: string, dist: string): Promise<string | undefined> {
  const temp = await mkdtemp(join(tmpdir(), 'parley-electron-download-'));
  const giveUp = new AbortController();
  // A host that swallows packets is noticed by the absence of any file; a slow one, which does send
  // bytes, may take as long as it needs.
  const watch = setTimeout(() => {
    if (!existsSync(dist) && !holdsFile(temp)) giveUp.abort();
  }, FIRST_BYTE_TIMEOUT_MS);
  const env = { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp };
  try {
    const { code, stderr } = await runQuietly(process.execPath, [script], {
      env,
      signal: giveUp.signal,
    });
    return code === 0 ? undefined : errorIn(stderr);
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    return `no answer within ${FIRST_BYTE_TIMEOUT_MS / 1000} seconds`;
  } finally {
    clearTimeout(watch);
    await rm(temp, { recursive: true, force: true });
  }
}

/** What the installer, which prints the stack of its error, says went wrong. */
function errorIn(stderr: string): string {
  return /Error: (.+)/.exec(stderr)?.[1] ?? 'it gave no reason';
}

function holdsFile(folder: string): boolean {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.some((entry) => entry.isFile());
}

async function electronPackage(): Promise<{ readonly dist: string; readonly version: string }> {
  const packageFile = createRequire(import.meta.url).resolve('electron/package.json');
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  return { dist: join(dirname(packageFile), 'dist'), version };
}
