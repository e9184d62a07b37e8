import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AS_SHIPPED } from './as-shipped.ts';
import type { Contender, Trial, TrialResult, Values } from './benchmark.ts';
import type { Said } from './child.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const ROUNDS = 3;
const TIMEOUT_S = 120;

export type RunOptions = {
  /** For every trial, whatever it says itself. */
  readonly rounds: number | null;
  /** Hears what is done, as it is done. */
  readonly progress: (line: string) => void;
};

/**
 * Runs all contenders of a trial in turn, round by round. One that fails is told of, gets no further
 * turn, and has no numbers: half of the work done is no result.
 */
export async function runTrial(
  trial: Trial,
  { rounds, progress }: RunOptions,
): Promise<TrialResult & { readonly failures: readonly string[] }> {
  const samples: Record<string, Values[]> = {};
  const skipped: Record<string, string> = {};
  const failures: string[] = [];
  for (const { name, skip } of trial.contenders) {
    const reason = typeof skip === 'function' ? await skip() : skip;
    if (reason) skipped[name] = reason;
  }
  for (let round = 1; round <= (rounds ?? trial.rounds ?? ROUNDS); round++) {
    for (const contender of trial.contenders) {
      const { name } = contender;
      if (skipped[name] !== undefined) continue;
      try {
        const values = await runOnce(contender, trial.timeoutS ?? TIMEOUT_S);
        samples[name] = [...(samples[name] ?? []), checked(values, trial)];
        progress(`${trial.id}, round ${round}, ${name}: ${inWords(values, trial)}`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failures.push(`${trial.id}, ${name}: ${reason}`);
        progress(`${trial.id}, round ${round}, ${name} FAILED: ${reason}`);
        skipped[name] = `failed: ${reason.split('\n')[0]}`;
        delete samples[name];
      }
    }
  }
  return { samples, skipped, failures };
}

/** In a fresh process of its own, with a fresh temporary folder. Rejects where it fails or takes too long. */
async function runOnce({ module, params }: Contender, timeoutS: number): Promise<Values> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    return await new Promise<Values>((resolve, reject) => {
      const child = fork(CHILD, [module.href, JSON.stringify(params ?? null)], {
        execArgv: [...AS_SHIPPED, '--expose-gc'],
        env: { ...process.env, TMPDIR: folder, NODE_ENV: 'production' },
        // A group of its own: what it has started ends with it.
        detached: true,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      let said: Said | null = null;
      const timer = setTimeout(() => {
        said = { failed: `took longer than ${timeoutS} s` };
        endGroup(child.pid);
      }, timeoutS * 1_000);
      child.on('message', (message: Said) => {
        said ??= message;
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        endGroup(child.pid);
        if (said === null) reject(new Error(`ended without a word (${signal ?? code})`));
        else if ('failed' in said) reject(new Error(said.failed));
        else resolve(said.values);
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Ends whatever of a contender's processes is left. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left: as it should be.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function checked(values: Values, { metrics }: Trial): Values {
  for (const { key } of metrics) {
    if (!Number.isFinite(values[key])) throw new Error(`told no number for ${key}`);
  }
  return values;
}

function inWords(values: Values, { metrics }: Trial): string {
  return metrics
    .map(({ key, unit }) => `${Number((values[key] ?? 0).toPrecision(4))} ${unit}`)
    .join(', ');
}
