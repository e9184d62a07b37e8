import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, type TestContext, test } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many cases a property was held against. */
    cases?: number;
  }
}

/** Cases in all, as `npm test` runs them; each property says which share of them it takes. */
const USUAL_CASES = 100_000;
const FACTOR = Number(process.env['CASES'] ?? USUAL_CASES) / USUAL_CASES;
const SEED = process.env['SEED'];
/** For the usual share of one property, on a computer that does much else; more cases get more. */
const TIMEOUT_MS = 60_000 * Math.max(1, FACTOR);

/**
 * A test of one property against so many cases, drawn anew in each run. A case that fails is made as
 * small as possible, and told with the command that draws it again.
 */
export function fuzz<T>(
  name: string,
  cases: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => void,
): void {
  test(name, { timeout: TIMEOUT_MS }, (context) => {
    const parameters = parametersOf(cases);
    const counted = (value: T): void => {
      count(context, 1);
      holds(value);
    };
    report(context, fc.check(fc.property(arbitrary, counted), parameters));
  });
}

/** The same where it takes time to look. */
export function fuzzAsync<T>(
  name: string,
  cases: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
): void {
  test(name, { timeout: TIMEOUT_MS }, async (context) => {
    const parameters = parametersOf(cases);
    const counted = async (value: T): Promise<void> => {
      count(context, 1);
      await holds(value);
    };
    report(context, await fc.check(fc.asyncProperty(arbitrary, counted), parameters));
  });
}

/** A folder for all cases of a file of properties, removed with all that is in it after the last. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'parley-fuzz-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Counts cases that a test of another shape has looked at; a reporter adds all up. */
export function count({ task }: TestContext, cases: number): void {
  task.meta.cases = (task.meta.cases ?? 0) + cases;
}

/** The number of cases that stands for `usual` in this run. */
export function scaled(usual: number): number {
  return Math.max(1, Math.round(usual * FACTOR));
}

/** Where the cases of this run begin: drawn anew, or `SEED` to see the same again. */
export function drawSeed(): number {
  return SEED === undefined ? (Math.random() * 0x7fff_ffff) | 0 : Number(SEED);
}

/** What runs one test again with the same cases. */
export function again({ task }: TestContext, seed: number): string {
  const settings = process.env['CASES'] === undefined ? '' : `CASES=${process.env['CASES']} `;
  return `Again: SEED=${seed} ${settings}npx vitest run ${task.file.name} -t '${task.name}'`;
}

function parametersOf(cases: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: drawSeed(), numRuns: scaled(cases) };
}

function report<T>(context: TestContext, details: fc.RunDetails<T>): void {
  if (!details.failed) return;
  const message = `${again(context, details.seed)}\n${fc.defaultReportMessage(details)}`;
  throw new Error(message, { cause: details.errorInstance });
}
