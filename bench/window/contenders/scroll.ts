import type { Values } from '../../harness/benchmark.ts';
import { BenchWindow } from '../support/bench-window.ts';
import { ADD_LINES, type Scrolled, scroll } from '../support/page.ts';
import {
  chatWith,
  joining,
  newestOf,
  profileDir,
  withWindows,
  writeHistory,
} from '../support/parley.ts';

/** 0: an empty window with lines of text. */
export type ScrollParams = { readonly messages: number };

/** CSS pixels a frame: reading fast, and a wheel that is spun. */
export const SPEEDS = [60, 400] as const;
const FRAMES = 300;
/** A frame of a 60 Hz screen. */
const FRAME_MS = 1_000 / 60;
/** A message is seldom higher, CSS pixels: where fewer went by than that makes, it was not scrolled. */
const HIGHEST_PX = 240;

/** Back through a history and forth again, at each speed: how long frames took. */
export async function run({ messages }: ScrollParams): Promise<Values> {
  const dir = await profileDir();
  if (messages > 0) await writeHistory(dir, messages);
  return await withWindows(async (env) => {
    const chat = { args: joining('Zoe'), ready: chatWith(newestOf(messages)) };
    const window = await BenchWindow.open({ env, dir, parley: messages > 0 ? chat : null });
    if (messages === 0) await window.page(ADD_LINES);
    const values: Record<string, number> = {};
    for (const speed of SPEEDS) {
      const took = [...(await scrolled(window, -speed)), ...(await scrolled(window, speed))];
      values[`longest${speed}`] = Math.max(...took);
      values[`dropped${speed}`] = took.reduce((sum, ms) => sum + droppedIn(ms), 0);
    }
    await window.close();
    return values;
  });
}

async function scrolled(window: BenchWindow, step: number): Promise<readonly number[]> {
  const { took, passed } = await window.page<Scrolled>(scroll(step, FRAMES));
  if (!(passed >= (Math.abs(step) * FRAMES) / HIGHEST_PX))
    throw new Error(`Only ${passed} messages went by at ${step}`);
  // Before the first there was none: it is waited for, not made.
  return took.slice(1);
}

function droppedIn(tookMs: number): number {
  return Math.max(0, Math.round(tookMs / FRAME_MS) - 1);
}
