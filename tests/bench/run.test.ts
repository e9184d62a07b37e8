import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Contender, Trial } from '../../bench/harness/benchmark.ts';
import { runTrial } from '../../bench/harness/run.ts';
import { tempDir } from '../support/temp-dir.ts';

const WAIT = { timeout: 10_000 };
const progress: string[] = [];
const OPTIONS = { rounds: 2, progress: (line: string) => void progress.push(line) };

function contender(name: string, params: unknown = null): Contender {
  return { name, module: new URL(`./contenders/${name}.ts`, import.meta.url), params };
}

function trial(first: Contender, ...others: Contender[]): Trial {
  const sum = { key: 'sum', title: 'sum', unit: '', better: 'higher' } as const;
  return { id: 'sums', title: 'Sums', metrics: [sum], contenders: [first, ...others] };
}

test('contenders run in turn, each time with a folder of their own', async () => {
  const other = { ...contender('adds', [3, 4]), name: 'other' };
  const result = await runTrial(trial(contender('adds', [1, 2]), other), OPTIONS);
  expect(result).toEqual({
    samples: { adds: [{ sum: 3 }, { sum: 3 }], other: [{ sum: 7 }, { sum: 7 }] },
    skipped: {},
    failures: [],
  });
  expect(progress).toEqual([
    'sums, round 1, adds: 3 ',
    'sums, round 1, other: 7 ',
    'sums, round 2, adds: 3 ',
    'sums, round 2, other: 7 ',
  ]);
});

test('one that fails has no numbers and says why, and the others go on', async () => {
  const result = await runTrial(trial(contender('fails'), contender('adds', [1, 2])), OPTIONS);
  expect(result.samples).toEqual({ adds: [{ sum: 3 }, { sum: 3 }] });
  expect(result.skipped).toEqual({ fails: 'failed: Error: one of 3 messages is missing' });
  expect(result.failures).toHaveLength(1);
});

test('one that is told no number for a metric fails', async () => {
  const asked = trial(contender('adds', [1, 2]), {
    ...contender('adds', ['a', 1]),
    name: 'text',
  });
  const { skipped } = await runTrial(asked, { ...OPTIONS, rounds: 1 });
  expect(skipped).toEqual({ text: 'failed: told no number for sum' });
});

test('one that cannot run here is said with its reason', async () => {
  const skipped = { ...contender('fails'), skip: 'needs a broker' };
  const result = await runTrial(trial(contender('adds', [1, 2]), skipped), OPTIONS);
  expect(result.skipped).toEqual({ fails: 'needs a broker' });
  expect(result.failures).toEqual([]);
});

test('one that has to be made ready is asked once, before the first round', async () => {
  const asked: string[] = [];
  const ready = (name: string, reason: string | null) => async () => {
    asked.push(name);
    return reason;
  };
  const result = await runTrial(
    trial(
      { ...contender('adds', [1, 2]), skip: ready('adds', null) },
      { ...contender('fails'), skip: ready('fails', 'cannot be installed') },
    ),
    OPTIONS,
  );
  expect(asked).toEqual(['adds', 'fails']);
  expect(result.samples).toEqual({ adds: [{ sum: 3 }, { sum: 3 }] });
  expect(result.skipped).toEqual({ fails: 'cannot be installed' });
});

test('one that does not end is ended, and so is what it has started', async () => {
  const path = join(tempDir(), 'pid');
  const result = await runTrial({ ...trial(contender('hangs', path)), timeoutS: 5 }, OPTIONS);
  expect(result.skipped).toEqual({ hangs: 'failed: took longer than 5 s' });
  const pid = readFileSync(path, 'utf8');
  expect(isDead(pid)).toBe(true);
});

test('one ends with the run that has started it, and so does what it has started', async () => {
  const path = join(tempDir(), 'pid');
  const { href } = new URL('./contenders/hangs.ts', import.meta.url);
  const child = fileURLToPath(new URL('../../bench/harness/child.ts', import.meta.url));
  const contender = fork(child, [href, JSON.stringify(path)], {
    ...{ execArgv: ['--import', 'tsx'], detached: true },
  });
  await expect.poll(() => existsSync(path) && readFileSync(path, 'utf8'), WAIT).toMatch(/\d/);
  contender.disconnect();
  await once(contender, 'exit');
  await expect.poll(() => isDead(readFileSync(path, 'utf8')), WAIT).toBe(true);
});

/** Even where nobody has asked for its end yet. */
function isDead(pid: string): boolean {
  const path = `/proc/${pid}/stat`;
  return !existsSync(path) || readFileSync(path, 'utf8').includes(' Z ');
}
