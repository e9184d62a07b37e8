import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { describeRuntime, findElectronRuntime } from './electron-runtime.ts';
import { prepareLinux } from './prepare-linux.ts';
import { PROJECT_ROOT } from './root.ts';
import { runInForeground } from './run-child.ts';
import { runScript } from './run-script.ts';
import { executableIn } from './runtime/dist-folder.ts';

const NO_DISPLAY =
  'There is no display to open a window on: start from a desktop session, set DISPLAY to an X ' +
  'server (for one without a screen: xvfb-run npm start), or use the terminal app: npm run peer.';

/** Starts the app in a window, from whatever state the clone is in. */
async function main(args: readonly string[]): Promise<number> {
  const question = args.find((arg) => arg === '--help' || arg === '--version');
  if (question !== undefined) return await answerInTerminal(question);

  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    console.error(NO_DISPLAY);
    return 1;
  }
  const runtime = await findElectronRuntime();
  console.error(describeRuntime(runtime));
  const electron = executableIn(runtime.dist);
  await prepareLinux({ electron, virtualDisplay: false });

  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist };
  await ensureBuilt(env);
  return await runInForeground(electron, [...chromiumSwitches(), PROJECT_ROOT, ...args], {
    env,
    cwd: PROJECT_ROOT,
  });
}

/** Help and version need no window, so they must not need a display either. */
async function answerInTerminal(question: string): Promise<number> {
  const args = ['--import', 'tsx', join('src', 'cli', 'index.ts'), question];
  return await runInForeground(process.execPath, args, { env: process.env, cwd: PROJECT_ROOT });
}

/** Chromium refuses to start as root with its sandbox, so there, and only there, it goes. */
function chromiumSwitches(): readonly string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  console.error('Running as root: Chromium starts without its sandbox (--no-sandbox).');
  return ['--no-sandbox'];
}

await runScript(() => main(process.argv.slice(2)));
