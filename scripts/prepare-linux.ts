import { findElectronRuntime } from './electron-runtime.ts';
import {
  aptInstall,
  aptLine,
  aptUpdate,
  ELECTRON_PACKAGES,
  knownToApt,
  namesForRelease,
} from './linux/apt.ts';
import { missingFontPackages } from './linux/fonts.ts';
import { missingLibraries } from './linux/libraries.ts';
import { isOnPath } from './linux/programs.ts';
import { explain, isEntryPoint, runScript } from './run-script.ts';
import { executableIn } from './runtime/dist-folder.ts';

export interface Needs {
  /** The Electron executable whose libraries must be there. */
  readonly electron: string;
  /** Whether windows have to open where there is no display, as in tests. */
  readonly virtualDisplay: boolean;
}

/**
 * Makes sure that the system libraries Electron needs are there; says nothing when they are.
 *
 * Root on a Debian or Ubuntu gets what is missing installed. Anyone else gets an error that holds
 * the exact line to run. Other systems bring everything along.
 */
export async function prepareLinux(needs: Needs): Promise<void> {
  if (process.platform !== 'linux') return;
  const mayInstall = process.getuid?.() === 0 && (await isOnPath('apt-get', process.env));
  const lacking = await findLacking(needs);
  if (lacking.length > 0) {
    if (!mayInstall) throw new Error(await whatToDo(lacking));
    await install(packagesFor(lacking), lacking);
    const stillLacking = await findLacking(needs);
    if (stillLacking.length > 0) {
      throw new Error(`apt installed its packages, but there is still no ${short(stillLacking)}.`);
    }
  }
  if (mayInstall) await addFonts();
}

/** What the machine lacks: names of libraries, and "Xvfb". */
async function findLacking({ electron, virtualDisplay }: Needs): Promise<readonly string[]> {
  const libraries = await missingLibraries(electron);
  const lacksDisplay = virtualDisplay && !(await isOnPath('Xvfb', process.env));
  return lacksDisplay ? [...libraries, 'Xvfb'] : libraries;
}

function packagesFor(lacking: readonly string[]): readonly string[] {
  const libraries = lacking.some((name) => name !== 'Xvfb') ? ELECTRON_PACKAGES : [];
  return lacking.includes('Xvfb') ? [...libraries, 'xvfb'] : libraries;
}

async function install(packages: readonly string[], lacking: readonly string[]): Promise<void> {
  console.error(`Installing with apt what is missing: ${short(lacking)} ...`);
  // First: a container image often comes with empty lists, in which apt-cache finds nothing.
  await aptUpdate();
  await aptInstall(namesForRelease(packages, await knownToApt(packages)));
}

/** A bare machine lacks thirty libraries; a few names tell the reader as much. */
function short(names: readonly string[]): string {
  const rest = names.length - 4;
  return rest > 1 ? `${names.slice(0, 4).join(', ')} and ${rest} more` : names.join(', ');
}

async function whatToDo(lacking: readonly string[]): Promise<string> {
  const problem = `This machine lacks what Electron needs: ${short(lacking)}`;
  if (!(await isOnPath('apt-cache', process.env))) {
    return `${problem}. Install GTK 3, NSS, ALSA, GBM and Xvfb with the system's package manager.`;
  }
  const packages = packagesFor(lacking);
  return `${problem}. Run this, then try again:\n  ${aptLine(namesForRelease(packages, await knownToApt(packages)))}`;
}

/** Adds fonts where there are none. Everything works without them, only uglier, so failing is said and no more. */
async function addFonts(): Promise<void> {
  const fonts = await missingFontPackages(process.env);
  if (fonts.length === 0) return;
  try {
    await install(fonts, fonts);
  } catch (error) {
    console.error(`Going on without ${fonts.join(' and ')}: ${explain(error)}`);
  }
}

if (isEntryPoint(import.meta.url)) {
  await runScript(async () => {
    const { dist } = await findElectronRuntime();
    await prepareLinux({ electron: executableIn(dist), virtualDisplay: !process.env['DISPLAY'] });
    return 0;
  });
}
