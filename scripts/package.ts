import { ensureBuilt } from './build.ts';
import { describeRuntime, findElectronRuntime } from './electron-runtime.ts';
import { packageApp } from './package/package-app.ts';
import { runScript } from './run-script.ts';

/** Makes an unpacked application for this system in `dist/`. */
async function main(): Promise<number> {
  const runtime = await findElectronRuntime();
  console.log(describeRuntime(runtime));
  await ensureBuilt({ ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist });
  console.log(`The application is in ${await packageApp(runtime)}`);
  return 0;
}

await runScript(main);
