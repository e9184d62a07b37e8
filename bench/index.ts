import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../scripts/root.ts';
import { runScript } from '../scripts/run-script.ts';
import type { Benchmark, TrialResult } from './harness/benchmark.ts';
import { writeDocument } from './harness/document.ts';
import { readResults, withResult, writeResults } from './harness/results.ts';
import { runTrial } from './harness/run.ts';
import { shortOf, trialTables } from './harness/table.ts';
import { SUITE } from './suite.ts';

const USAGE = `npm run bench -- [NAME ...] [options]

  NAME            only these benchmarks
  --trial ID      only this trial of them; nothing is written then
  --rounds N      so many rounds, whatever a trial says
  --long          more messages and minutes where a benchmark has a longer form
  --dry           print, and write nothing
  --write         write docs/performance.md anew from the last results, and run nothing`;

const RESULTS = join(PROJECT_ROOT, 'bench', 'results', 'latest.json');
const DOCS = join(PROJECT_ROOT, 'docs');

/** Measures, prints, and writes what was found to bench/results/latest.json and docs/performance.md. */
async function main(argv: readonly string[]): Promise<number> {
  const { values: options, positionals: names } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      trial: { type: 'string' },
      rounds: { type: 'string' },
      long: { type: 'boolean', default: false },
      dry: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const all = SUITE.map((make) => make({ long: options.long }));
  const known = all.map(({ name }) => name);
  if (options.help) {
    console.log(`${USAGE}\n\nBenchmarks: ${known.join(', ')}`);
    return 0;
  }
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no benchmark ${unknown.join(', ')}, only ${known.join(', ')}.`);
  }
  const rounds = options.rounds === undefined ? null : Number(options.rounds);
  if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new Error('--rounds takes a whole number from 1 on.');
  }
  const failures: string[] = [];
  for (const benchmark of all.filter(({ name }) => names.length === 0 || names.includes(name))) {
    if (options.write) {
      await writeDocument(DOCS, benchmark, await readResults(RESULTS));
      continue;
    }
    console.log(`\n${benchmark.title}\n`);
    const results: Record<string, TrialResult> = {};
    for (const trial of chosen(benchmark, options.trial)) {
      const { failures: failed, ...result } = await runTrial(trial, {
        rounds,
        progress: console.error,
      });
      failures.push(...failed.map((reason) => `${benchmark.name}: ${reason}`));
      results[trial.id] = result;
      console.log(`\n${trialTables(trial, result)}\n`);
    }
    for (const line of options.trial === undefined ? (benchmark.remarks?.(results) ?? []) : []) {
      console.log(line);
    }
    for (const what of shortOf(benchmark, results)) console.log(`short: ${what}`);
    if (options.dry || options.trial !== undefined) continue;
    const written = withResult(await readResults(RESULTS), benchmark.name, results, new Date());
    await writeResults(RESULTS, written);
    await writeDocument(DOCS, benchmark, written);
  }
  for (const reason of failures) console.error(`failed: ${reason}`);
  return failures.length > 0 ? 1 : 0;
}

function chosen({ name, trials }: Benchmark, id: string | undefined): Benchmark['trials'] {
  if (id === undefined) return trials;
  const found = trials.filter((trial) => trial.id === id);
  if (found.length > 0) return found;
  throw new Error(`${name} has no trial ${id}, only ${trials.map((each) => each.id).join(', ')}.`);
}

await runScript(() => main(process.argv.slice(2)));
