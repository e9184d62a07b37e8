import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_ROOT } from './root.ts';
import { runScript } from './run-script.ts';

type LockedPackage = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

type Lock = { readonly packages: Readonly<Record<string, LockedPackage>> };

const SYSTEMS: Readonly<Record<string, string>> = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
  windows: 'win32',
};
const PROCESSORS: ReadonlySet<string> = new Set(
  'arm arm64 ia32 loong64 ppc64 riscv64 s390x x64'.split(' '),
);

/**
 * Puts binaries for other systems back into package-lock.json, where a registry mirror that carries
 * only some of them made npm leave them out: `npm ci` refuses a lock without them.
 *
 * Run it after every `npm install` behind such a mirror; with a full registry it changes nothing.
 */
function completeLock(lock: Lock): Lock {
  const packages = { ...lock.packages };
  for (const [at, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const key = `node_modules/${name}`;
      const platform = platformOf(name);
      if (key in packages || `${at}/${key}` in packages || platform === null) continue;
      packages[key] = { version, ...(dev ? { dev } : {}), optional: true, ...platform };
    }
  }
  const { '': root = {}, ...rest } = packages;
  const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: { '': root, ...Object.fromEntries(sorted) } };
}

/** What a name such as `@biomejs/cli-linux-arm64-musl` says of where the package runs. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | null {
  const parts = name.split('/').at(-1)?.split('-') ?? [];
  const os = parts.map((part) => SYSTEMS[part]).find((system) => system !== undefined);
  const cpu = parts.find((part) => PROCESSORS.has(part));
  if (os === undefined || cpu === undefined) return null;
  const musl = parts.some((part) => part.startsWith('musl'));
  const gnu = os === 'linux' && parts.some((part) => part.startsWith('gnu'));
  return { os: [os], cpu: [cpu], ...(musl ? { libc: ['musl'] } : gnu ? { libc: ['glibc'] } : {}) };
}

async function main(): Promise<number> {
  const path = join(PROJECT_ROOT, 'package-lock.json');
  const before: Lock = JSON.parse(await readFile(path, 'utf8'));
  const after = completeLock(before);
  await writeFile(path, `${JSON.stringify(after, null, 2)}\n`);
  const added = Object.keys(after.packages).length - Object.keys(before.packages).length;
  console.log(`Added ${added} packages to package-lock.json.`);
  return 0;
}

await runScript(main);
