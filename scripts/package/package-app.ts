import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Configuration, Platform } from 'electron-builder';
import { PROJECT_ROOT } from '../root.ts';
import type { ElectronRuntime } from '../runtime/choose.ts';
import { PACKAGING } from './config.ts';

/**
 * Packages what has been built, around the Electron that was found; resolves with the folder.
 *
 * Nothing is downloaded: Electron is copied, and the native modules come with binaries for each
 * system's Node-API, which need no rebuilding for Electron.
 */
export async function packageApp({ dist, version }: ElectronRuntime): Promise<string> {
  let folder = '';
  const adapted: Configuration = {
    ...PACKAGING,
    electronDist: dist,
    electronVersion: version,
    afterExtract: async ({ packager, appOutDir }) => {
      folder = appOutDir;
      const resources = packager.getResourcesDir(appOutDir);
      // What a bare Electron shows where it is given no application.
      for (const name of ['app', 'default_app.asar']) {
        await rm(join(resources, name), { recursive: true, force: true });
      }
    },
  };
  await build({
    projectDir: PROJECT_ROOT,
    targets: Platform.current().createTarget('dir'),
    config: adapted,
    publish: 'never',
  });
  return folder;
}
