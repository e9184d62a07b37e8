import { setTimeout as wait } from 'node:timers/promises';
import type { Values } from '../../harness/benchmark.ts';
import { BenchWindow } from '../support/bench-window.ts';
import { flow, flowText } from '../support/flow.ts';
import { memoryMb } from '../support/memory.ts';
import { ATTEND, wordsPainted } from '../support/page.ts';
import { chatWith, joining, profileDir, withWindows } from '../support/parley.ts';
import { Talker } from '../support/talker.ts';

/** Null: an empty window, to which nobody talks. */
export type HourParams = { readonly perSecond: number | null };

/** An hour of 10 messages a second. */
const MESSAGES = 36_000;
/** Until here caches fill; from here on it should be flat. */
const FIRST = 3_600;
/** What goes on after the last message is over by then. */
const SETTLED_MS = 5_000;
/** Pages that were freed have gone back to the system by then. */
const GIVEN_BACK_MS = 3_000;

/** What all processes hold after a tenth of an hour's messages, and after all of them. */
export async function run({ perSecond }: HourParams): Promise<Values> {
  return await withWindows(async (env) => {
    const dir = await profileDir();
    if (perSecond === null) {
      const window = await BenchWindow.open({ env, dir, parley: null });
      const memory = await settled(window);
      await window.close();
      return { first: memory, memory, growth: 1 };
    }
    const talker = await Talker.join('Ana');
    const parley = { args: joining('Zoe', [talker.address]), ready: chatWith('') };
    const window = await BenchWindow.open({ env, dir, parley });
    await window.page(ATTEND);
    await talk(window, talker, perSecond, FIRST);
    const first = await settled(window);
    await talk(window, talker, perSecond, MESSAGES - FIRST);
    const memory = await settled(window);
    await window.close();
    await talker.close();
    return { first, memory, growth: memory / first };
  });
}

/** Memory once nothing is under way, with no garbage in it. */
async function settled(window: BenchWindow): Promise<number> {
  await wait(SETTLED_MS);
  await window.collect();
  await wait(GIVEN_BACK_MS);
  return memoryMb(window.pid);
}

/** So many messages, until the last has been seen. */
async function talk(
  window: BenchWindow,
  talker: Talker,
  perSecond: number,
  count: number,
): Promise<void> {
  const said = await flow(talker, perSecond, (soFar) => soFar < count);
  await window.page(wordsPainted(flowText(said)));
}
