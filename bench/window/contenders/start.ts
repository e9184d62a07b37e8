import { setTimeout as wait } from 'node:timers/promises';
import type { Values } from '../../harness/benchmark.ts';
import { quantile } from '../../harness/statistics.ts';
import { BenchWindow, type Opening } from '../support/bench-window.ts';
import { memoryMb } from '../support/memory.ts';
import {
  chatWith,
  JOIN_SCREEN,
  joining,
  newestOf,
  profileDir,
  withWindows,
  writeHistory,
} from '../support/parley.ts';

/** What is started: the empty window, or Parley with so many messages; `again`: for the second time. */
export type StartParams = {
  readonly parley: boolean;
  readonly messages: number;
  readonly again: boolean;
};

/** After this long nothing of the start is under way any more. */
const SETTLED_MS = 3_000;

/** Of so many starts the middle one counts: they differ by half on a busy machine. */
const STARTS = 3;

/** From starting the process to a window that can be used, and what memory it holds then. */
export async function run({ parley, messages, again }: StartParams): Promise<Values> {
  const chat = { args: joining('Zoe'), ready: chatWith(newestOf(messages)) };
  const join = { args: [], ready: JOIN_SCREEN };
  const program: Opening['parley'] = parley ? (messages > 0 ? chat : join) : null;
  const kept = again ? await profileDir() : null;
  if (kept !== null && messages > 0) await writeHistory(kept, messages);
  return await withWindows(async (env) => {
    const open = async (): Promise<BenchWindow> =>
      await BenchWindow.open({ env, dir: kept ?? (await profileDir()), parley: program });
    if (again) await (await open()).close();
    const took: number[] = [];
    for (;;) {
      const window = await open();
      took.push(window.usableMs);
      if (took.length === STARTS) {
        await wait(SETTLED_MS);
        const values = { usable: quantile(took, 0.5), memory: memoryMb(window.pid) };
        await window.close();
        return values;
      }
      await window.close();
    }
  });
}
