import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Big enough for two windows beside each other at their default size. */
const SCREEN = '1600x1200x24';

const START_TIMEOUT_MS = 20_000;

/**
 * Runs something that opens windows, with the environment it needs for that.
 *
 * Where there is no X display, a virtual one (Xvfb) is started for it and stopped afterwards. A
 * Wayland session is left alone: tests must neither pop up in it nor depend on it.
 */
export async function withDisplay<T>(run: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const { WAYLAND_DISPLAY: _, ...env } = process.env;
  if (process.platform !== 'linux' || env['DISPLAY']) return await run(process.env);
  const { server, display } = await startXvfb();
  try {
    return await run({ ...env, DISPLAY: display });
  } finally {
    await stop(server);
  }
}

interface VirtualDisplay {
  readonly server: ChildProcess;
  /** What `DISPLAY` has to be, such as ":99". */
  readonly display: string;
}

async function startXvfb(): Promise<VirtualDisplay> {
  // With -displayfd the server picks a free number itself and tells it when it is ready (Xserver(1)).
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  // A process group of its own: Ctrl-C must reach the windows first, and the display only after them.
  const server = spawn('Xvfb', args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  try {
    return { server, display: `:${await displayNumber(server)}` };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

async function displayNumber(server: ChildProcess): Promise<string> {
  // Index 3 is the fourth entry of `stdio` above, a pipe: always a readable stream.
  const ready = server.stdio[3] as Readable;
  let complaints = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  return await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new Error(`Xvfb was not ready after ${START_TIMEOUT_MS / 1000} seconds. ${complaints}`),
      );
    }, START_TIMEOUT_MS);
    let written = '';
    ready.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      if (!written.endsWith('\n')) return;
      clearTimeout(timer);
      resolve(written.trim());
    });
    server.once('error', (cause) => {
      clearTimeout(timer);
      reject(new Error('Could not start Xvfb.', { cause }));
    });
    server.once('close', (code) => {
      clearTimeout(timer);
      reject(new Error(`Xvfb ended with code ${code}. ${complaints}`));
    });
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}
