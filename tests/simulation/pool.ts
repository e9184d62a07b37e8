import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Kind } from './lives.ts';
import type { Outcome } from './world.ts';

export type Job = { readonly seed: number; readonly kind: Kind; readonly keepTrace: boolean };

/**
 * Runs simulations from a bundle, one on each core. Stops early once `heard` returns false; what is
 * under way then is given up.
 */
export async function simulateAll(
  file: string,
  jobs: readonly Job[],
  heard: (outcome: Outcome) => boolean,
  cores: number = availableParallelism(),
): Promise<void> {
  const waiting = [...jobs].reverse();
  const workers: Worker[] = [];
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const runOne = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(file);
      workers.push(worker);
      const next = (): void => {
        const job = waiting.pop();
        if (job === undefined) resolve();
        else worker.postMessage(job);
      };
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      worker.on('message', (outcome: Outcome) => {
        if (heard(outcome)) next();
        else stop();
      });
      next();
    });
  try {
    const all = Array.from({ length: Math.min(cores, jobs.length) }, runOne);
    await Promise.race([stopped, Promise.all(all)]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
