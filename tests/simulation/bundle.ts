import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

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
 * path, inside the project, where packages are found.
 */
export async function bundle(name: string, patches: readonly Patch[] = []): Promise<string> {
  const applied = new Set<Patch>();
  const outDir = join(ROOT, '.cache/simulation', String(process.pid));
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [patching(patches, applied)],
    build: {
      ssr: true,
      outDir,
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
  return join(outDir, `${name}.mjs`);
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
