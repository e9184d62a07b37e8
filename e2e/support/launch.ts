import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base } from '@playwright/test';
import { ParleyWindow } from './parley-window.ts';
import { type PeerOptions, TerminalPeer } from './terminal-peer.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** How a window is started: the command line of `npm start`, in a profile of its own. */
export type LaunchOptions = {
  readonly name?: string;
  /** 0 for any free one. With a name and a port the window joins at once. */
  readonly port?: number;
  readonly seeds?: readonly string[];
  /** A profile to come back to; a fresh one otherwise. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
};

type Fixtures = {
  /** A folder that goes when the test ends. */
  readonly freshDir: () => Promise<string>;
  /** Opens a window; all that are still open when the test ends are closed. */
  readonly launch: (options?: LaunchOptions) => Promise<ParleyWindow>;
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
    await use(async (options = {}) => {
      const dataDir = options.dataDir ?? (await freshDir());
      const app = await _electron.launch({
        executablePath: electronPath(),
        args: [...chromiumSwitches(), ROOT, ...commandLine(options, dataDir)],
        cwd: ROOT,
      });
      const window = new ParleyWindow(app, await app.firstWindow(), dataDir);
      opened.push(window);
      return window;
    });
    await Promise.all(opened.map((window) => window.close()));
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

export { expect } from '@playwright/test';

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
function electronPath(): string {
  const path: unknown = createRequire(import.meta.url)('electron');
  if (typeof path !== 'string') throw new Error('The electron package named no executable');
  return path;
}

/** Chromium refuses to start as root with its sandbox, so there, and only there, it goes. */
function chromiumSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
