import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeBundles } from '../support/bundle.ts';
import { bundle } from './bundle.ts';
import { simulateAll } from './pool.ts';
import { SOURCE_MUTANTS } from './source-mutants.ts';

/** A mutant that lives longer than this shows a hole in the checks. */
const MOST_SEEDS = 200;

beforeAll(removeBundles);
afterAll(removeBundles);

test.each(SOURCE_MUTANTS)(
  'the simulation notices it when $name',
  { timeout: 300_000 },
  async ({ name, kind, patches }) => {
    const file = await bundle(name.replaceAll(' ', '-'), patches);
    const jobs = Array.from({ length: MOST_SEEDS }, (_, seed) => ({
      seed,
      kind,
      keepTrace: false,
    }));
    let caught = '';
    await simulateAll(file, jobs, ({ seed, problems }) => {
      if (problems.length > 0) caught ||= `seed ${seed}: ${problems[0]}`;
      return caught === '';
    });
    if (process.env['VERBOSE'] !== undefined) console.info(`${name}: ${caught}`);

    expect(caught).not.toBe('');
  },
);

test('a change that does not fit the source is no mutant', async () => {
  const file = 'src/core/order.ts';
  await expect(bundle('nothing', [{ file, find: 'no such thing', replace: '' }])).rejects.toThrow(
    'has 0 times',
  );
  await expect(bundle('nothing', [{ file, find: 'return', replace: '' }])).rejects.toThrow(
    `${file} has`,
  );
});
