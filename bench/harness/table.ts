import type { Benchmark, Metric, Trial, TrialResult } from './benchmark.ts';
import { comparedTo, reached, type Spread, samplesOf, spreadOf } from './statistics.ts';

/** What a trial has given, as Markdown: the numbers, and what was to be reached. */
export function trialTables(trial: Trial, result: TrialResult): string {
  const { reach = [] } = trial;
  return [
    `**${trial.title}**`,
    '',
    numbers(trial, result),
    ...reachTable(trial, result, reach),
  ].join('\n');
}

/** All bounds of a benchmark that were not reached, in words. */
export function shortOf(
  benchmark: Benchmark,
  results: Readonly<Record<string, TrialResult>>,
): readonly string[] {
  return benchmark.trials.flatMap((trial) => {
    const result = results[trial.id];
    if (result === undefined) return [];
    return (trial.reach ?? []).flatMap((reach) => {
      const found = reached(result, reach);
      return found === null || found.met ? [] : [`${reach.what}: ${round(found.value)}`];
    });
  });
}

function numbers(trial: Trial, result: TrialResult): string {
  const { metrics, contenders } = trial;
  const head = ['', ...metrics.flatMap(({ title, unit }) => [`${title}, ${unit}`, 'x floor'])];
  const rows = contenders.map(({ name }, place) => {
    const skipped = result.skipped[name];
    if (skipped !== undefined) return [name, `not run: ${skipped}`];
    return [name, ...metrics.flatMap((metric) => cells(result, trial, name, metric, place === 0))];
  });
  return markdown(head, rows);
}

function cells(
  result: TrialResult,
  { contenders }: Trial,
  name: string,
  { key }: Metric,
  isFloor: boolean,
): readonly string[] {
  const samples = samplesOf(result, name, key);
  if (samples === null) return ['', ''];
  const ratio = isFloor ? null : comparedTo(result, name, contenders[0].name, key);
  return [inWords(spreadOf(samples)), isFloor || ratio === null ? '1' : inWords(ratio)];
}

function reachTable(
  { reach = [] }: Trial,
  result: TrialResult,
  wanted: NonNullable<Trial['reach']>,
): readonly string[] {
  if (reach.length === 0) return [];
  const rows = wanted.map((each) => {
    const found = reached(result, each);
    if (found === null) return [each.what, '', 'not run'];
    return [each.what, round(found.value), found.met ? 'reached' : '**short**'];
  });
  return ['', markdown(['to reach', 'measured', ''], rows)];
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, i) => cells[i] ?? '').join(' | ')} |`;
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** `12.3 (11 to 14)`; of one round only the number. */
function inWords({ median, low, high }: Spread): string {
  return low === high ? round(median) : `${round(median)} (${round(low)} to ${round(high)})`;
}

/** Three digits say what a measurement is worth. */
export function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 });
}
