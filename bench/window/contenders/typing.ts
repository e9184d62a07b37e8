import { setTimeout as wait } from 'node:timers/promises';
import type { Values } from '../../harness/benchmark.ts';
import { quantile } from '../../harness/statistics.ts';
import { BenchWindow } from '../support/bench-window.ts';
import { flow, flowText } from '../support/flow.ts';
import {
  ADD_BOX,
  ATTEND,
  CHARACTER_PAINTED,
  WATCH_CHARACTER,
  wordsPainted,
} from '../support/page.ts';
import { chatWith, joining, profileDir, withWindows } from '../support/parley.ts';
import { Talker } from '../support/talker.ts';

/** Messages that arrive in each second; null: an empty window with a box to type in. */
export type TypingParams = { readonly perSecond: number | null };

const KEYS = 150;
/** Between two keys; no multiple of a frame, so that they fall anywhere within one. */
const APART_MS = 41;

/** From a key that is pressed to its character, painted. */
export async function run({ perSecond }: TypingParams): Promise<Values> {
  return await withWindows(async (env) => {
    const dir = await profileDir();
    if (perSecond === null) {
      const window = await BenchWindow.open({ env, dir, parley: null });
      await window.page(ADD_BOX);
      const values = await typed(window);
      await window.close();
      return values;
    }
    const talker = await Talker.join('Ana');
    const parley = { args: joining('Zoe', [talker.address]), ready: chatWith('') };
    const window = await BenchWindow.open({ env, dir, parley });
    await window.page(ATTEND);
    let typing = true;
    const said = perSecond === 0 ? Promise.resolve(0) : flow(talker, perSecond, () => typing);
    const values = await typed(window);
    typing = false;
    const count = await said;
    // Nothing was lost on the way.
    if (count > 0) await window.page(wordsPainted(flowText(count)));
    await window.close();
    await talker.close();
    return values;
  });
}

async function typed(window: BenchWindow): Promise<Values> {
  const took: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    // Answered first: keys overtake what the page is asked.
    await window.page(WATCH_CHARACTER);
    const pressed = await window.press('a');
    took.push((await window.page<number>(CHARACTER_PAINTED)) - pressed);
    await wait(APART_MS);
  }
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}
