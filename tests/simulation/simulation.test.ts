import { expect, test } from 'vitest';
import { type Outcome, simulate } from './world.ts';

/** `SEED=123` replays one seed with its whole trace; `SEEDS=1000` runs as many. */
const { SEED, SEEDS } = process.env;
const COUNT = Number(SEEDS ?? 40);
const LAST_LINES = 120;

function explain({ seed, problems, trace }: Outcome): string {
  const shown = SEED === undefined ? trace.slice(-LAST_LINES) : trace;
  return [
    `Seed ${seed}: ${problems.slice(0, 20).join('; ')}`,
    ...shown,
    `Replay with all of it: SEED=${seed} npx vitest run tests/simulation/simulation.test.ts`,
  ].join('\n');
}

function figures(outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const faults = new Map<string, number>();
  for (const outcome of outcomes) {
    for (const [kind, count] of outcome.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
  }
  const kinds = [...faults].sort().map(([kind, count]) => `${kind} ${count}`);
  const slowest = outcomes.reduce((a, b) => (b.convergedMs > a.convergedMs ? b : a));
  return [
    `${outcomes.length} seeds, ${sum(({ machines }) => machines)} peers,`,
    `${sum(({ messages }) => messages)} messages,`,
    `${sum(({ virtualMs }) => virtualMs / 3_600_000).toFixed(1)} virtual hours;`,
    `slowest recovery ${slowest.convergedMs / 1_000} s (seed ${slowest.seed});`,
    `${[...faults.values()].reduce((a, b) => a + b, 0)} faults: ${kinds.join(', ')}`,
  ].join(' ');
}

test('whatever happens on the way, a healed group has the same history everywhere', {
  timeout: 3_600_000,
}, async () => {
  const seeds = SEED === undefined ? [...Array(COUNT).keys()] : [Number(SEED)];
  const outcomes: Outcome[] = [];
  for (const seed of seeds) outcomes.push(await simulate(seed));
  console.info(figures(outcomes));
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  const list = failed.map(({ seed }) => seed).join(' ');
  const [first] = failed;
  expect(first === undefined ? '' : `Failed: ${list}\n${explain(first)}`).toBe('');
});

test('one seed always runs the same way', async () => {
  const once = await simulate(7);
  const again = await simulate(7);

  expect(again.trace).toEqual(once.trace);
  expect(again.hash).toBe(once.hash);
  expect((await simulate(8)).hash).not.toBe(once.hash);
});
