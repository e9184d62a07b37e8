import { statfsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import * as v from 'valibot';
import type { BenchmarkResult } from './benchmark.ts';

const trialResult = v.object({
  samples: v.record(v.string(), v.array(v.record(v.string(), v.number()))),
  skipped: v.record(v.string(), v.string()),
});
const results = v.object({
  benchmarks: v.record(
    v.string(),
    v.object({
      /** When it was run, ISO 8601. */
      at: v.string(),
      machine: v.string(),
      trials: v.record(v.string(), trialResult),
    }),
  ),
});

/** What the last run of each benchmark gave. */
export type Results = v.InferOutput<typeof results>;

export async function readResults(path: string): Promise<Results> {
  try {
    return v.parse(results, JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { benchmarks: {} };
    }
    throw new Error(`${path} is no file of results: move it away`, { cause: error });
  }
}

export function withResult(
  before: Results,
  name: string,
  trials: BenchmarkResult,
  at: Date,
): Results {
  const ran = v.parse(results.entries.benchmarks.value, {
    at: at.toISOString(),
    machine: machine(),
    trials,
  });
  return { benchmarks: { ...before.benchmarks, [name]: ran } };
}

export async function writeResults(path: string, all: Results): Promise<void> {
  await writeFile(path, `${JSON.stringify(all, null, 1)}\n`);
}

/** What it was measured on, as far as it explains numbers. */
function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  // TMPFS_MAGIC (Linux, statfs(2)).
  const inMemory = statfsSync(tmpdir()).type === 0x0102_1994;
  const disk = inMemory ? ', temporary files in memory: full sync costs nothing' : '';
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${process.platform}, Node ${process.versions.node}${disk}`;
}
