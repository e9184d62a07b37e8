import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { svgOf } from './plot.ts';
import type { Results } from './results.ts';
import { trialTables } from './table.ts';

/** The measured part of a benchmark as Markdown, with its pictures beside it. */
export function sectionOf(benchmark: Benchmark, results: Results): string | null {
  const ran = results.benchmarks[benchmark.name];
  if (ran === undefined) return null;
  const { title, about, trials, plots, remarks, name } = benchmark;
  const tables = trials.flatMap((trial) => {
    const result = ran.trials[trial.id];
    return result === undefined ? [] : [trialTables(trial, result)];
  });
  const pictures = (plots?.(ran.trials) ?? []).map(
    (plot) => `![${plot.title}](performance/plots/${plot.name}.svg)`,
  );
  const said = (remarks?.(ran.trials) ?? []).map((line) => `- ${line}`).join('\n');
  return [
    `## ${title}`,
    about,
    `\`npm run bench -- ${name}\`, ${ran.at.slice(0, 10)}, ${ran.machine}.`,
    ...tables,
    ...(said === '' ? [] : [said]),
    ...pictures,
  ].join('\n\n');
}

/** The text between the marks of a benchmark gives way to what was measured; the rest stays. */
export function withSection(document: string, name: string, section: string): string {
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from === -1 || to < from) return `${document.trimEnd()}\n\n${begin}\n${section}\n${end}\n`;
  return `${document.slice(0, from)}${begin}\n${section}\n${document.slice(to)}`;
}

/** Writes what was measured into docs/performance.md, and the pictures beside it. */
export async function writeDocument(
  docs: string,
  benchmark: Benchmark,
  results: Results,
): Promise<void> {
  const section = sectionOf(benchmark, results);
  const ran = results.benchmarks[benchmark.name];
  if (section === null || ran === undefined) return;
  const path = join(docs, 'performance.md');
  await writeFile(path, withSection(await readFile(path, 'utf8'), benchmark.name, section));
  const folder = join(docs, 'performance', 'plots');
  await mkdir(folder, { recursive: true });
  for (const plot of benchmark.plots?.(ran.trials) ?? []) {
    await writeFile(join(folder, `${plot.name}.svg`), svgOf(plot));
  }
}
