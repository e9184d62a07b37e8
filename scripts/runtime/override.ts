import { resolve } from 'node:path';
import type { FoundRuntime, NoRuntime } from './choose.ts';
import { executableIn, isExecutable, versionOf } from './dist-folder.ts';

/**
 * The runtime that `ELECTRON_OVERRIDE_DIST_PATH` names.
 *
 * A wrong value is an error and no reason to look elsewhere: whoever set it wants that Electron.
 */
export async function findOverride(env: NodeJS.ProcessEnv): Promise<FoundRuntime | NoRuntime> {
  const { ELECTRON_OVERRIDE_DIST_PATH } = env;
  if (!ELECTRON_OVERRIDE_DIST_PATH) return { kind: 'none' };
  const dist = resolve(ELECTRON_OVERRIDE_DIST_PATH);
  if (!(await isExecutable(executableIn(dist)))) {
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH is "${ELECTRON_OVERRIDE_DIST_PATH}", but ${executableIn(dist)} is not there or not executable.`,
    );
  }
  return {
    kind: 'found',
    dist,
    version: (await versionOf(dist)) ?? 'of unknown version',
    origin: 'named by ELECTRON_OVERRIDE_DIST_PATH',
  };
}
