import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { bundle as bundleProgram, ROOT } from '../support/bundle.ts';

/** A change of one place in a production source. */
export type Patch = {
  /** From the project's root. */
  readonly file: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
};

/** The simulation with the production sources in one file, changed where `patches` say so. */
export async function bundle(name: string, patches: readonly Patch[] = []): Promise<string> {
  const applied = new Set<Patch>();
  const path = await bundleProgram('tests/simulation/worker.ts', name, [
    patching(patches, applied),
  ]);
  for (const { file } of patches.filter((patch) => !applied.has(patch))) {
    throw new Error(`${file} is no part of the simulation`);
  }
  return path;
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
