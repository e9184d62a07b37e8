import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Starts another process, says which, and neither ends. */
export async function run(path: string): Promise<never> {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  writeFileSync(path, String(other.pid));
  setInterval(() => undefined, 1_000);
  return await new Promise(() => undefined);
}
