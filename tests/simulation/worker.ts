import { parentPort } from 'node:worker_threads';
import type { Job } from './pool.ts';
import { simulate } from './world.ts';

/** Runs in a thread of its own: one simulation after the other, as they are asked for. */
parentPort?.on('message', ({ seed, kind, keepTrace }: Job) => {
  void simulate(seed, kind, { keepTrace }).then((outcome) => parentPort?.postMessage(outcome));
});
