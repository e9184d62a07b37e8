import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findElectronRuntime } from '../../../scripts/electron-runtime.ts';
import { PROJECT_ROOT } from '../../../scripts/root.ts';
import { executableIn } from '../../../scripts/runtime/dist-folder.ts';

const PROBE = fileURLToPath(new URL('./probe.cjs', import.meta.url));
const EMPTY = fileURLToPath(new URL('../empty', import.meta.url));

/** A window that is usable as soon as there is one. */
const AT_ONCE = 'true';

export type Opening = {
  readonly env: NodeJS.ProcessEnv;
  /** The profile; of the empty window, what Chromium keeps. */
  readonly dir: string;
  /** Null: the empty window. */
  readonly parley: null | {
    readonly args: readonly string[];
    /** An expression of the page, false until it is usable. */
    readonly ready: string;
  };
};

type Told = {
  readonly usableAt?: number;
  readonly n?: number;
  readonly value?: unknown;
  readonly failed?: string;
};

/** Milliseconds since the epoch with fractions: the one clock of all processes on this computer. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** An Electron window that the bench has opened, and the page in it. */
export class BenchWindow {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (told: Told) => void>();
  #asked = 0;
  /** From starting the process to the first moment at which the window could be used. */
  readonly usableMs: number;

  private constructor(child: ChildProcess, usableMs: number) {
    this.#child = child;
    this.usableMs = usableMs;
    child.on('message', (told: Told) => {
      if (told.n !== undefined) this.#waiting.get(told.n)?.(told);
    });
  }

  /** Resolves when the window is usable. */
  static async open({ env, dir, parley }: Opening): Promise<BenchWindow> {
    const electron = executableIn((await findElectronRuntime()).dist);
    const app =
      parley === null
        ? [EMPTY, dir]
        : [PROJECT_ROOT, '--host', '127.0.0.1', '--data-dir', dir, ...parley.args];
    const began = now();
    const child = spawn(electron, [...switches(), '-r', PROBE, ...app], {
      cwd: PROJECT_ROOT,
      env: { ...env, BENCH_READY: parley?.ready ?? AT_ONCE },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const usableAt = await new Promise<number>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told.usableAt !== undefined) resolve(told.usableAt);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The window ended with code ${code}.`)));
    });
    return new BenchWindow(child, usableAt - began);
  }

  get pid(): number {
    return this.#child.pid as number; // of a process that runs
  }

  /** Evaluates an expression in the page. */
  async page<T>(code: string): Promise<T> {
    return (await this.#ask('page', code)) as T; // what `code` gives is for its author to know
  }

  /** Presses a key. Resolves with the moment of it. */
  async press(key: string): Promise<number> {
    const at = now();
    await this.#ask('key', key);
    return at;
  }

  /** Collects all garbage, in the main process and in the page. */
  async collect(): Promise<void> {
    await this.#ask('collect', null);
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    // It may be gone before it has answered.
    void this.#ask('quit', null);
    await ended;
  }

  async #ask(what: 'page' | 'key' | 'collect' | 'quit', asked: unknown): Promise<unknown> {
    const n = ++this.#asked;
    const told = await new Promise<Told>((resolve) => {
      this.#waiting.set(n, resolve);
      this.#child.send({ n, what, asked });
    });
    this.#waiting.delete(n);
    if (told.failed !== undefined) throw new Error(told.failed);
    return told.value;
  }
}

/** The same for both: as the tests start windows, on any computer. */
function switches(): readonly string[] {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, '--lang=en-US', '--password-store=basic', '--use-mock-keychain'];
}
