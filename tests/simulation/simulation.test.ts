import { expect, test } from 'vitest';
import { figures } from './figures.ts';
import { type Outcome, simulate } from './world.ts';

/** `SEED=123` replays one seed with its whole trace; `SEEDS=1000` runs as many. */
const { SEED, SEEDS } = process.env;
const COUNT = Number(SEEDS ?? 40);
const LAST_LINES = 120;
/** With the crypto of a real peer, for the third more that it costs: so all of production runs. */
const SEALED = { sealed: true };

/** Runs a failed seed once more, for its trace. */
async function explain({ seed }: Outcome): Promise<string> {
  const { problems, trace } = await simulate(seed, 'dense', { ...SEALED, keepTrace: true });
  const shown = SEED === undefined ? trace.slice(-LAST_LINES) : trace;
  return [
    `Seed ${seed}: ${problems.slice(0, 20).join('; ')}`,
    ...shown,
    `Replay with all of it: SEED=${seed} npx vitest run tests/simulation/simulation.test.ts`,
  ].join('\n');
}

test('whatever happens on the way, a healed group has the same history everywhere', {
  timeout: 3_600_000,
}, async () => {
  const seeds = SEED === undefined ? [...Array(COUNT).keys()] : [Number(SEED)];
  const outcomes: Outcome[] = [];
  const startedAt = performance.now();
  for (const seed of seeds) outcomes.push(await simulate(seed, 'dense', SEALED));
  console.info(figures(outcomes, performance.now() - startedAt));
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  const list = failed.map(({ seed }) => seed).join(' ');
  const [first] = failed;
  expect(first === undefined ? '' : `Failed: ${list}\n${await explain(first)}`).toBe('');
});

test('one seed always runs the same way', async () => {
  const once = await simulate(7, 'dense', { ...SEALED, keepTrace: true });
  const again = await simulate(7, 'dense', { ...SEALED, keepTrace: true });

  expect(again.trace).toEqual(once.trace);
  expect(again.hash).toBe(once.hash);
  expect((await simulate(8, 'dense', SEALED)).hash).not.toBe(once.hash);
});
