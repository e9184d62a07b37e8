import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, expect } from '@playwright/test';
import { ParleyWindow } from './parley-window.ts';
import { type PeerOptions, TerminalPeer } from './terminal-peer.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** What can be loaded into the main process before the program. */
const CLOCK = fileURLToPath(new URL('./clock.cjs', import.meta.url));
const NO_DIALOGS = fileURLToPath(new URL('./no-dialogs.cjs', import.meta.url));

/** How a window is started: the command line of `npm start`, in a profile of its own. */
export type LaunchOptions = {
  readonly name?: string;
  /** 0 for any free one. With a name and a port the window joins at once. */
  readonly port?: number;
  readonly seeds?: readonly string[];
  /** A profile to come back to; a fresh one otherwise. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
  /** What the system speaks, as BCP 47; American English otherwise, whatever it is on this computer. */
  readonly language?: string;
  /** Another application than the built one: an archive of it. */
  readonly app?: string;
  /** The test does what the page's policy refuses; in any other, a refusal is a fault of ours. */
  readonly provoking?: boolean;
  /**
   * A folder in place of the one where programs keep their data. The window takes the default
   * profile there, as one that a person starts does.
   */
  readonly home?: string;
  /** How far the clock of its computer is off. */
  readonly clockOffsetMs?: number;
};

/** How a program that would not start has ended, and what it said on standard error. */
export type Refusal = { readonly code: number | null; readonly reason: string };

type Fixtures = {
  /** A folder that goes when the test ends. */
  readonly freshDir: () => Promise<string>;
  /** Opens a window; all that are still open when the test ends are closed. */
  readonly launch: (options?: LaunchOptions) => Promise<ParleyWindow>;
  /** Starts the program as the system does for a link, and waits until it has handed it over. */
  readonly openLink: (link: string, home: string) => Promise<number | null>;
  /** Starts a program that is to stop by itself, before there is a window. */
  readonly refused: (options: LaunchOptions) => Promise<Refusal>;
  /** Starts the terminal peer with `--json`. */
  readonly startPeer: (options: PeerOptions) => Promise<TerminalPeer>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from here
  freshDir: async ({}, use) => {
    const made: string[] = [];
    await use(async () => {
      const dir = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
      made.push(dir);
      return dir;
    });
    for (const dir of made) await rm(dir, { recursive: true, force: true });
  },

  launch: async ({ freshDir }, use) => {
    const opened: ParleyWindow[] = [];
    const meant: ParleyWindow[] = [];
    await use(async (options = {}) => {
      const dataDir = options.dataDir ?? (await noted(await freshDir()));
      const { home, clockOffsetMs = 0 } = options;
      const words = home === undefined ? commandLine(options, dataDir) : (options.args ?? []);
      // No `executablePath`: Playwright then finds the package's by itself, and holds the program back
      // until it listens. A window that comes before that is one that it never hears of.
      const app = await _electron.launch({
        args: [
          ...chromiumSwitches(options.language),
          ...(clockOffsetMs === 0 ? [] : ['-r', CLOCK]),
          options.app ?? ROOT,
          ...words,
        ],
        cwd: ROOT,
        env: {
          ...(home === undefined ? environmentOf() : environmentOf(home)),
          PARLEY_CLOCK_OFFSET: String(clockOffsetMs),
        },
      });
      const window = new ParleyWindow(app, await app.firstWindow(), dataDir);
      await window.page.waitForLoadState();
      if (clockOffsetMs !== 0) await window.setClock(clockOffsetMs);
      opened.push(window);
      if (options.provoking !== true) meant.push(window);
      return window;
    });
    await Promise.all(opened.map((window) => window.close()));
    for (const { refusals } of meant)
      expect(refusals, 'what the page’s policy refused').toEqual([]);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from here
  openLink: async ({}, use) => {
    await use(async (link, home) => {
      const line = [...chromiumSwitches(), ROOT, link];
      const env = environmentOf(home);
      const child = spawn(electronPath(), line, { cwd: ROOT, stdio: 'ignore', env });
      const [code] = await once(child, 'close');
      return code;
    });
  },

  refused: async ({ freshDir }, use) => {
    await use(async (options) => {
      const dataDir = options.dataDir ?? (await freshDir());
      const line = [
        ...chromiumSwitches(),
        '-r',
        NO_DIALOGS,
        ROOT,
        ...commandLine(options, dataDir),
      ];
      const child = spawn(electronPath(), line, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const [code] = await once(child, 'close');
      return { code, reason: said.split('\n').filter(isOurs).join('\n') };
    });
  },

  startPeer: async ({ freshDir }, use) => {
    const started: TerminalPeer[] = [];
    await use(async (options) => {
      const peer = new TerminalPeer(ROOT, { dataDir: await freshDir(), ...options });
      started.push(peer);
      await peer.event('joined-group');
      return peer;
    });
    await Promise.all(started.map((peer) => peer.stop()));
  },
});

export { expect };

/** A profile that has been told where its key lies, which is said once and not what most tests are about. */
async function noted(dir: string): Promise<string> {
  await writeFile(join(dir, 'identity.noted'), '');
  return dir;
}

/** With a `home`, see `defaultDataDir`: Linux and Windows are told where data lies. */
function environmentOf(home?: string): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const data = home === undefined ? {} : { XDG_DATA_HOME: home, APPDATA: home };
  return { ...Object.fromEntries(own), ...data };
}

/** Chromium speaks on standard error as well: `[1234:1121/073012.123456:ERROR:bus.cc(407)] ...`. */
function isOurs(line: string): boolean {
  return !/^\[\d+:/.test(line);
}

function commandLine(options: LaunchOptions, dataDir: string): readonly string[] {
  const { name, port, seeds = [], args = [] } = options;
  return [
    // Loopback only: a test has no business on the network.
    ...['--host', '127.0.0.1', '--data-dir', dataDir],
    ...(name === undefined ? [] : ['--name', name]),
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...seeds.flatMap((seed) => ['--peer', seed]),
    ...args,
  ];
}

/** What the `electron` package names: the official binary, or the one in the environment. */
export function electronPath(): string {
  const path: unknown = createRequire(import.meta.url)('electron');
  if (typeof path !== 'string') throw new Error('The electron package named no executable');
  return path;
}

/**
 * Chromium refuses to start as root with its sandbox, so there, and only there, it goes. No test asks
 * the keyring of whoever runs it for a password.
 */
export function chromiumSwitches(language = 'en-US'): readonly string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, `--lang=${language}`, '--password-store=basic', '--use-mock-keychain'];
}
