import type { Reach, TrialResult } from './benchmark.ts';

/** The middle of some numbers and how far they reach. */
export type Spread = { readonly median: number; readonly low: number; readonly high: number };

/** Throws where there are none. */
export function spreadOf(numbers: readonly number[]): Spread {
  return { median: quantile(numbers, 0.5), low: quantile(numbers, 0), high: quantile(numbers, 1) };
}

/** `q` from 0 to 1; between two numbers by their distance. Throws where there are none. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) throw new Error('No numbers');
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * By what power of x y grows: the slope of the straight line through the logarithms that misses
 * them least. 0 is flat, 1 is in proportion, 2 is quadratic. Throws on fewer than two points.
 */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  if (points.length < 2) throw new Error('A slope takes two points');
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const along = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return along / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** What each round gave a contender; null where it did not run. */
export function samplesOf(
  { samples }: TrialResult,
  contender: string,
  metric: string,
): readonly number[] | null {
  const found = samples[contender]?.flatMap((values) => values[metric] ?? []) ?? [];
  return found.length === 0 ? null : found;
}

/** Compared within each round, so that what slows the machine down slows both. Null: one did not run. */
export function comparedTo(
  result: TrialResult,
  contender: string,
  against: string,
  metric: string,
  by: 'ratio' | 'difference' = 'ratio',
): Spread | null {
  const [own, other] = [samplesOf(result, contender, metric), samplesOf(result, against, metric)];
  if (own === null || other === null) return null;
  const pairs = own.slice(0, other.length).map((value, i) => [value, other[i] as number] as const);
  return spreadOf(pairs.map(([a, b]) => (by === 'ratio' ? a / b : a - b)));
}

/** How far a bound was reached; null where somebody did not run. */
export function reached(
  result: TrialResult,
  { contender, metric, against, by, atLeast, atMost }: Reach,
): { readonly value: number; readonly met: boolean } | null {
  const own = samplesOf(result, contender, metric);
  const spread =
    against === null
      ? own && spreadOf(own)
      : comparedTo(result, contender, against, metric, by ?? 'ratio');
  if (spread === null) return null;
  const value = spread.median;
  return { value, met: value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) };
}
