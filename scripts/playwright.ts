import { createRequire } from 'node:module';
import { ensureBuilt } from './build.ts';
import { withDisplay } from './display.ts';
import { describeRuntime, findElectronRuntime } from './electron-runtime.ts';
import { prepareLinux } from './prepare-linux.ts';
import { PROJECT_ROOT } from './root.ts';
import { runInForeground } from './run-child.ts';
import { executableIn } from './runtime/dist-folder.ts';

/** Runs Playwright on a real Electron, on a virtual display where there is no other. */
export async function runPlaywright(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<number> {
  const runtime = await findElectronRuntime();
  console.log(describeRuntime(runtime));
  await prepareLinux({
    electron: executableIn(runtime.dist),
    virtualDisplay: !process.env['DISPLAY'],
  });
  const runtimeEnv = { ELECTRON_OVERRIDE_DIST_PATH: runtime.dist };
  await ensureBuilt({ ...process.env, ...runtimeEnv });
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  return await withDisplay((env) =>
    runInForeground(process.execPath, [playwright, 'test', ...args], {
      env: { ...env, ...runtimeEnv, ...variables },
      cwd: PROJECT_ROOT,
    }),
  );
}
