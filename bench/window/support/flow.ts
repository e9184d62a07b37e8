import { setTimeout as wait } from 'node:timers/promises';
import type { Talker } from './talker.ts';

const TICK_MS = 10;

/**
 * Messages at a steady rate, numbered from 1: `ahead` says whether they are to go on, and is asked
 * with how many there have been. Resolves with how many there were.
 */
export async function flow(
  talker: Talker,
  perSecond: number,
  goOn: (said: number) => boolean,
): Promise<number> {
  const began = performance.now();
  let said = 0;
  while (goOn(said)) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    const texts = Array.from({ length: Math.max(0, due - said) }, (_, i) => flowText(said + i + 1));
    said += texts.length;
    await Promise.all([...texts.map((text) => talker.say(text)), wait(TICK_MS)]);
  }
  return said;
}

export function flowText(i: number): string {
  return `${i}: said while others write, in as many words as people use.`;
}
