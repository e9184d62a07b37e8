import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A shell's convention: a child that a signal ended counts as 128 + the signal's number. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

/**
 * Runs a program in the foreground and resolves with its exit code.
 *
 * Signals sent to this process are passed on, so that stopping a script stops what it started.
 * A terminal sends Ctrl-C to every process in the foreground group by itself; passing it on as well
 * would make it two, and Playwright takes the second as "give up at once".
 */
export async function runInForeground(
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<number> {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  const stopRelaying = relaySignals(child);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) => reject(new Error(`Could not start ${command}.`, { cause })));
      child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
    });
  } finally {
    stopRelaying();
  }
}

function relaySignals(child: ChildProcess): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const relay = (signal: NodeJS.Signals): void => {
    const terminalDelivers = signal === 'SIGINT' && process.stdin.isTTY === true;
    if (!terminalDelivers) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, relay);
  return () => {
    for (const signal of signals) process.off(signal, relay);
  };
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program out of sight and resolves with what it wrote, whatever its exit code.
 *
 * It gets no stdin, so that a tool which wants to ask something fails instead of waiting forever.
 */
export async function runQuietly(
  command: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Finished> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return await new Promise<Finished>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`Could not run ${command}.`, { cause })));
    child.once('close', (code, signal) =>
      resolve({ code: exitCodeOf(code, signal), stdout, stderr }),
    );
  });
}
