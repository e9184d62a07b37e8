import { removeBundles } from '../support/bundle.ts';
import { bundle } from './bundle.ts';
import { figures, fullHours } from './figures.ts';
import type { Kind } from './lives.ts';
import { simulateAll } from './pool.ts';
import type { Outcome } from './world.ts';

/** A set of lives: how many, of what kind, and the hours that must come together. */
type Set = {
  readonly kind: Exclude<Kind, 'dense'>;
  readonly first: number;
  readonly seeds: number;
  readonly leastHours: number;
};

const TEST: readonly Set[] = [
  { kind: { machines: 5, hours: 10 }, first: 0, seeds: 106, leastHours: 1_000 },
  { kind: { machines: 20, hours: 3 }, first: 0, seeds: 7, leastHours: 20 },
];

/** `SEED=7 PEERS=5 HOURS=10` runs one life with its trace; `SEEDS` and `HOURS` make a soak longer. */
const { SEED, SEEDS, HOURS, PEERS } = process.env;

/** Other seeds than `npm test` runs. */
function soak(): readonly Set[] {
  return TEST.map(({ kind, seeds }) => ({
    kind: { ...kind, hours: Number(HOURS ?? kind.hours) },
    first: seeds,
    seeds: Number(SEEDS ?? 10 * seeds),
    leastHours: 0,
  }));
}

async function run(file: string, { kind, first, seeds, leastHours }: Set): Promise<boolean> {
  const startedAt = performance.now();
  const outcomes: Outcome[] = [];
  const failed: Outcome[] = [];
  const jobs = Array.from({ length: seeds }, (_, index) => index + first).map((seed) => ({
    ...{ seed, kind, keepTrace: false },
  }));
  // The first one once more: the same seed must give the same trace.
  await simulateAll(file, [...jobs, ...jobs.slice(0, 1)], (outcome) => {
    const twin = outcomes.find(({ seed }) => seed === outcome.seed);
    if (twin === undefined) outcomes.push(outcome);
    const strayed = twin !== undefined && twin.hash !== outcome.hash;
    const problems = strayed ? ['ran another way the second time'] : outcome.problems;
    if (problems.length > 0) failed.push({ ...outcome, problems });
    return failed.length < 5;
  });
  const { machines, hours } = kind;
  console.info(`${machines} peers: ${figures(outcomes, performance.now() - startedAt)}`);
  for (const { seed, problems } of failed) {
    console.error(`Seed ${seed}: ${problems.slice(0, 5).join('; ')}`);
    console.error(`  replay: SEED=${seed} PEERS=${machines} HOURS=${hours} npm run simulation`);
  }
  const enough = failed.length > 0 || fullHours(outcomes) >= leastHours;
  if (!enough) console.error(`Only ${fullHours(outcomes)} hours with everybody in the group`);
  return enough && failed.length === 0;
}

async function replay(file: string, seed: number, kind: Kind): Promise<boolean> {
  let fine = false;
  await simulateAll(file, [{ seed, kind, keepTrace: true }], ({ trace, problems, hash }) => {
    console.info(trace.join('\n'));
    console.info(`Trace ${hash}. ${problems.length} problems: ${problems.slice(0, 20).join('; ')}`);
    fine = problems.length === 0;
    return true;
  });
  return fine;
}

const file = await bundle('hours');
if (SEED === undefined) {
  for (const set of process.argv.includes('soak') ? soak() : TEST) {
    if (!(await run(file, set))) process.exitCode = 1;
  }
} else {
  const kind = { machines: Number(PEERS ?? 5), hours: Number(HOURS ?? 10) };
  if (!(await replay(file, Number(SEED), kind))) process.exitCode = 1;
}
await removeBundles();
