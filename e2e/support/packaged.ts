import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type Packaged, packagedHere } from '../../scripts/package/inspect.ts';
import { chromiumSwitches, electronPath, test as windowTest } from './launch.ts';

/** What `npm run package` has made. */
export const PACKAGED: Packaged = packagedHere();

export type Ended = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** A program that was started with nothing but its command line, and can only be watched. */
export type Program = { readonly quit: () => void; readonly ended: Promise<Ended> };

/** `uid` is whom to start it as; then Chromium's sandbox is on. */
type Start = (args: readonly string[], env?: NodeJS.ProcessEnv, uid?: number) => Program;

type Fixtures = {
  /** Nothing can be said of what is not there. */
  readonly isThere: undefined;
  /** Starts the packaged program as a person does. */
  readonly startPackaged: Start;
  /** Starts the Electron that the other tests run on, for comparison. */
  readonly startBare: Start;
};

export const test = windowTest.extend<Fixtures>({
  isThere: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from here
    async ({}, use) => {
      const there = existsSync(PACKAGED.executable);
      if (!there) throw new Error('There is no packaged program yet: npm run package');
      await use(undefined);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  startPackaged: async ({}, use) => {
    await starting((args) => [PACKAGED.executable, [...switches(), ...args]], use);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  startBare: async ({}, use) => {
    await starting((args) => [electronPath(), [...args]], use);
  },
});

/** Those that the packaged program takes: it has no mock of a keychain, only a choice of it. */
function switches(): readonly string[] {
  return chromiumSwitches().filter((word) => !/^--(use-mock-keychain|lang=)/.test(word));
}

/** Lends a test what starts programs, and ends those that it left running. */
async function starting(
  line: (args: readonly string[]) => readonly [command: string, args: readonly string[]],
  use: (start: Start) => Promise<void>,
): Promise<void> {
  const started: { readonly child: ChildProcess; readonly ended: Promise<Ended> }[] = [];
  await use((args, env = {}, uid = undefined) => {
    const [command, all] = line(args);
    const sandboxed = all.filter((word) => word !== '--no-sandbox');
    const child =
      uid === undefined
        ? spawn(command, all, { env: { ...process.env, ...env } })
        : spawn(command, sandboxed, { env: { ...process.env, ...env }, uid, gid: uid });
    const ended = watch(child);
    started.push({ child, ended });
    return { quit: () => child.kill('SIGTERM'), ended };
  });
  for (const { child, ended } of started) {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  }
}

async function watch(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
