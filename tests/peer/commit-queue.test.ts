import { expect, test } from 'vitest';
import { GENESIS } from '../../src/core/chain.ts';
import { CommitQueue, type Pending } from '../../src/peer/commit-queue.ts';
import { chained, run } from '../support/entries.ts';

/** A queue whose turns of the loop are taken by hand, and what went into each transaction. */
function begun(turnMs = 0): { queue: CommitQueue; commits: string[]; turn(): Promise<void> } {
  let now = 0;
  const commits: string[] = [];
  const waiting: (() => void)[] = [];
  const queue = new CommitQueue({
    now: () => now,
    soon: (next) => waiting.push(next),
    seal: (batch) => batch,
    append: async (entries) => {
      commits.push(`${entries[0]?.entry.seq}-${entries.at(-1)?.entry.seq}`);
      return [];
    },
    committed: () => undefined,
    failed: (_, error) => {
      throw error;
    },
  });
  const turn = async (): Promise<void> => {
    now += turnMs;
    for (const next of waiting.splice(0)) next();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, commits, turn };
}

/** Entries `from` to `to` of one log, on their way into the store. */
function pending(from: number, to = from): Pending {
  const entries = chained(run(from, to));
  return { origin: 'live', prev: GENESIS, entries, from: null, settled: () => undefined };
}

test('what comes while others are still being read goes into the same transaction', async () => {
  const { queue, commits, turn } = begun();
  queue.add([pending(1)]);
  queue.add([pending(2)]);
  expect(commits).toEqual([]);
  await turn();
  queue.add([pending(3)]);
  await turn();
  expect(commits).toEqual([]);
  await turn();
  expect(commits).toEqual(['1-3']);
});

test('of those who never stop nobody waits for the end: after 10 ms it is stored', async () => {
  const { queue, commits, turn } = begun(3);
  queue.add([pending(1)]);
  for (let seq = 2; seq <= 5; seq++) {
    expect(commits).toEqual([]);
    queue.add([pending(seq)]);
    await turn();
  }
  expect(commits).toEqual(['1-5']);
});

test('a thousand entries are a transaction, and are not waited with', async () => {
  const { queue, commits, turn } = begun();
  queue.add([pending(1, 600)]);
  queue.add([pending(601, 1_000)]);
  queue.add([pending(1_001)]);
  await turn();
  expect(commits).toEqual(['1-1000']);
  await turn();
  expect(commits).toEqual(['1-1000', '1001-1001']);
});

test('whoever waits until all is stored hears of it once what was there has been stored', async () => {
  const { queue, commits, turn } = begun();
  queue.add([pending(1)]);
  let idle = false;
  void queue.idle().then(() => {
    idle = true;
  });
  await turn();
  expect(commits).toEqual(['1-1']);
  expect(idle).toBe(true);
});
