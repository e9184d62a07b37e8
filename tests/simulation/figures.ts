import type { Outcome } from './world.ts';

const HOUR_MS = 3_600_000;

/** What ran and how much of it, in one paragraph. */
export function figures(outcomes: readonly Outcome[], tookMs: number): string {
  const sum = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const faults = new Map<string, number>();
  for (const outcome of outcomes) {
    for (const [kind, count] of outcome.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
  }
  const kinds = [...faults].sort().map(([kind, count]) => `${kind} ${count}`);
  const slowest = outcomes.reduce((a, b) => (b.convergedMs > a.convergedMs ? b : a));
  const hours = (ms: number): string => (ms / HOUR_MS).toFixed(1);
  return [
    `${outcomes.length} seeds, ${sum(({ machines }) => machines)} peers,`,
    `${sum(({ messages }) => messages)} messages,`,
    `${hours(sum(({ virtualMs }) => virtualMs))} hours,`,
    `${hours(sum(({ peerMs }) => peerMs))} hours of peers in the group,`,
    `${hours(sum(({ linkMs }) => linkMs))} hours of links;`,
    `${sum(({ steps }) => steps)} steps in ${(tookMs / 1_000).toFixed(1)} s;`,
    `slowest recovery ${slowest.convergedMs / 1_000} s (seed ${slowest.seed});`,
    `${[...faults.values()].reduce((a, b) => a + b, 0)} faults: ${kinds.join(', ')}`,
  ].join(' ');
}

/** Hours in which everybody took part: time in the group, shared out over all machines. */
export function fullHours(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((total, { peerMs, machines }) => total + peerMs / machines, 0) / HOUR_MS;
}
