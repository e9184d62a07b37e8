import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the project, where packages are found; of this process, for others may run too. */
const OUT = join(ROOT, '.cache/simulation', String(process.pid));

/** A change of one place in a production source. */
export type Patch = {
  /** From the project's root. */
  readonly file: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
};

/**
 * Puts the simulation and the production sources into one file that Node runs as it is: without a
 * loader in between, so at full speed, and with sources changed where `patches` say so. Returns its
 * path.
 */
export async function bundle(name: string, patches: readonly Patch[] = []): Promise<string> {
  const applied = new Set<Patch>();
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [patching(patches, applied)],
    build: {
      ssr: true,
      outDir: OUT,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: join(ROOT, 'tests/simulation/worker.ts'),
        output: { entryFileNames: `${name}.mjs` },
      },
    },
  });
  for (const { file } of patches.filter((patch) => !applied.has(patch))) {
    throw new Error(`${file} is no part of the simulation`);
  }
  return join(OUT, `${name}.mjs`);
}

/** Removes what this process has bundled. */
export async function removeBundles(): Promise<void> {
  await rm(OUT, { recursive: true, force: true });
}

function patching(patches: readonly Patch[], applied: Set<Patch>): Plugin {
  return {
    name: 'patches',
    enforce: 'pre',
    transform(code, id) {
      let changed = code;
      for (const patch of patches.filter(({ file }) => file === relative(ROOT, id))) {
        const places = changed.split(patch.find).length - 1;
        if (places !== 1) throw new Error(`${patch.file} has ${places} times: ${patch.find}`);
        changed = changed.replace(patch.find, () => patch.replace);
        applied.add(patch);
      }
      return { code: changed, map: null };
    },
  };
}
