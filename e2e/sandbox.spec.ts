import { spawnSync } from 'node:child_process';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { expect } from './support/launch.ts';
import { PACKAGED, test } from './support/packaged.ts';

/** Somebody without rights, on every Linux: as root Chromium would want its sandbox switched off. */
const NOBODY = 65_534;

/** Whether that somebody may start the program, and the kernel lets them make a sandbox. */
function canBeTried(): boolean {
  const as = { uid: NOBODY, gid: NOBODY };
  const { status } = spawnSync(PACKAGED.executable, ['--version'], as);
  return (
    status === 0 && spawnSync('unshare', ['--user', '--pid', '--fork', 'true'], as).status === 0
  );
}

/** What the kernel says of the process of the page, which is this program's only renderer. */
async function rendererOf(dataDir: string): Promise<string | null> {
  for (const pid of await readdir('/proc')) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('--type=renderer') && line.includes(dataDir)) {
      return await readFile(`/proc/${pid}/status`, 'utf8');
    }
  }
  return null;
}

test('the page runs in a sandbox of the kernel’s', async ({
  startPackaged,
  startPeer,
  freshDir,
}) => {
  test.skip(process.platform !== 'linux', 'looks into /proc');
  test.skip(process.getuid?.() !== 0, 'starts the program as somebody without rights');
  test.skip(!canBeTried(), 'somebody without rights cannot make a sandbox here');
  const ana = await startPeer({ name: 'Ana' });
  const dataDir = await freshDir();
  await chmod(dataDir, 0o777);
  const own = ['--host', '127.0.0.1', '--data-dir', `${dataDir}/profile`];
  const ben = startPackaged(['0', 'Ben', await ana.address(), ...own], { HOME: dataDir }, NOBODY);
  await ana.peer('peer-joined', 'Ben');
  // Filters system calls (2), and has a process id of its own in a namespace of its own.
  await expect.poll(() => rendererOf(dataDir)).toMatch(/^NSpid:\t\d+\t\d+.*^Seccomp:\t2$/ms);
  ben.quit();
  expect(await ben.ended).toMatchObject({ code: 0 });
});
