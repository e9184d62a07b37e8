import { expect, test } from 'vitest';
import { forming } from '../../bench/forming/index.ts';
import type { Contender } from '../../bench/harness/benchmark.ts';
import { runTrial } from '../../bench/harness/run.ts';

/** One of the contenders of forming, in a group of so many. */
function contender(name: string, size: number): Contender {
  const [trial] = forming().trials;
  const found = trial?.contenders.find((each) => each.name === name);
  if (trial === undefined || found === undefined) throw new Error(`There is no ${name}`);
  return { ...found, params: { ...(found.params as object), size } };
}

async function valuesOf(name: string): Promise<Readonly<Record<string, number>>> {
  const [trial] = forming().trials;
  if (trial === undefined) throw new Error('Forming has no trial');
  const asked = { ...trial, contenders: [contender(name, 3)] as const };
  const { samples, failures } = await runTrial(asked, { rounds: 1, progress: () => undefined });
  expect(failures).toEqual([]);
  return samples[name]?.[0] ?? {};
}

test('on the floor each end of a link says hello once, and nothing else is counted', async () => {
  const { writes, bytes, seconds } = await valuesOf('raw, a hello each way');
  expect({ writes, bytes }).toEqual({ writes: 1, bytes: 36 });
  expect(seconds).toBeGreaterThan(0);
});

test('a link of Parley opens with five writes of both ends together', async () => {
  // A preamble, an answer, and the three messages of the handshake (docs/protocol.md).
  const { writes } = await valuesOf('Parley, link layer');
  expect(writes).toBe(2.5);
});

test('chat peers who know the first of them find all others', async () => {
  const { memory, bytes } = await valuesOf('Parley, chat peers');
  expect(memory).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(157);
});
