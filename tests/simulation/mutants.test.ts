import { expect, test } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.ts';
import { simulate } from './world.ts';

/** A mutant that lives longer than this shows a hole in the checks. */
const MOST_SEEDS = 200;

/** The first seed that catches a mutant, and what it found. */
async function firstCatch({ wrap, plant }: Mutant): Promise<readonly [seed: number, what: string]> {
  const mend = plant?.();
  try {
    for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
      const { problems } = await simulate(seed, 'dense', wrap === undefined ? {} : { wrap });
      const [problem] = problems;
      if (problem !== undefined) return [seed, problem];
    }
    return [MOST_SEEDS, 'nothing'];
  } finally {
    mend?.();
  }
}

test.each(MUTANTS)('the simulation notices it when $name', { timeout: 120_000 }, async (mutant) => {
  const [seed, what] = await firstCatch(mutant);
  if (process.env['VERBOSE'] !== undefined) console.info(`${mutant.name}: seed ${seed}, ${what}`);

  expect(seed).toBeLessThan(MOST_SEEDS);
});
