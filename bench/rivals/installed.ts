import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { runQuietly } from '../../scripts/run-child.ts';

/** Where the rivals' own package.json lies: they are no part of the project's installation. */
const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const lockfile = v.object({
  packages: v.record(v.string(), v.object({ version: v.optional(v.string()) })),
});

let asked: Promise<string | null> | null = null;

/** Why the rivals from npm cannot run here; null once they are installed, which this does once. */
export function whyNotFromNpm(): Promise<string | null> {
  asked ??= install();
  return asked;
}

async function install(): Promise<string | null> {
  const wanted = await versionsIn('package-lock.json');
  // Nothing there, or half of it: it is installed anew, and what prevents that is told.
  const held = await versionsIn('node_modules/.package-lock.json').catch(() => null);
  if (held === wanted) return null;
  try {
    // No script of theirs is needed, so none is run.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, stderr } = await runQuietly('npm', args, { cwd: FOLDER });
    return code === 0 ? null : `npm ci failed: ${reasonIn(stderr)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Every package and its version, in one text that can be compared. */
async function versionsIn(file: string): Promise<string> {
  const { packages } = v.parse(lockfile, JSON.parse(await readFile(`${FOLDER}${file}`, 'utf8')));
  const { '': _itself, ...others } = packages;
  const lines = Object.entries(others).map(([name, { version }]) => `${name} ${version}`);
  return lines.sort().join('\n');
}

/** What npm says first, `code ECONNREFUSED`: further on are paths of this machine. */
export function reasonIn(stderr: string): string {
  const [, first = 'without a word'] = /^npm (?:error|ERR!) (.+)$/m.exec(stderr) ?? [];
  return first;
}

/**
 * A module of a rival, which the compiler cannot look for as it need not be installed. `T` says what is
 * used of it; `functions` are looked for, so that another version fails with a sentence.
 */
export async function load<T>(name: string, functions: readonly (keyof T & string)[]): Promise<T> {
  const module: Record<string, unknown> = await import(name);
  for (const each of functions) {
    if (typeof module[each] !== 'function') throw new Error(`${name} has no ${each} to call`);
  }
  return module as T;
}
