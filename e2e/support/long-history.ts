import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..');
const WRITER = join(ROOT, 'tests', 'support', 'long-history.ts');

/** Fills a profile with so many messages of five people, numbered from 1: what a store really holds. */
export async function writeHistory(dir: string, count: number): Promise<void> {
  const line = ['--import', 'tsx', WRITER, dir, String(count)];
  await promisify(execFile)(process.execPath, line, { cwd: ROOT });
}
