import { runQuietly } from '../run-child.ts';

/**
 * What Electron needs on a bare Debian or Ubuntu; the rest follows as dependencies of these.
 *
 * Names as in Debian 12. Releases with 64-bit `time_t` renamed some of them to end in "t64"
 * (https://wiki.debian.org/ReleaseGoals/64bit-time).
 */
export const ELECTRON_PACKAGES: readonly string[] = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
];

/** Chooses for each package the name that this release has; both exist where the old one is a stub. */
export function namesForRelease(
  packages: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/** The line that installs the packages, as a user would type it. */
export function aptLine(packages: readonly string[]): string {
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  return `sudo apt-get update && sudo ${install}`;
}

/** Which of the packages, under either name, apt's lists hold. */
export async function knownToApt(packages: readonly string[]): Promise<ReadonlySet<string>> {
  const names = packages.flatMap((name) => [name, `${name}t64`]);
  const { code, stdout, stderr } = await runQuietly('apt-cache', ['policy', ...names], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (code !== 0) throw new Error(`"apt-cache policy" failed: ${stderr.trim()}`);
  return parsePolicy(stdout);
}

/** The packages to which an `apt-cache policy` listing gives a version to install. */
export function parsePolicy(listing: string): ReadonlySet<string> {
  const entries = listing.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.+)$/gm);
  const known = [...entries].filter(([, , candidate]) => candidate !== '(none)');
  return new Set(known.map(([, name]) => name ?? ''));
}

/** Brings apt's lists up to date. Needs root. */
export async function aptUpdate(): Promise<void> {
  await apt(['update']);
}

/** Installs packages with apt. Needs root. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  await apt(['install', '-y', '--no-install-recommends', ...packages]);
}

async function apt(args: readonly string[]): Promise<void> {
  // A machine that has just started may be upgrading itself: wait for its lock (apt.conf(5)).
  const all = ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const { code, stdout, stderr } = await runQuietly('apt-get', all, { env });
  if (code !== 0) {
    throw new Error(`"apt-get ${args.join(' ')}" failed: ${(stderr || stdout).trim()}`);
  }
}
