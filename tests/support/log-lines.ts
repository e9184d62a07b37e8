import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** The whole lines in the log of a profile so far; throws where one is not JSON. */
export function logOf(dataDir: string): readonly LogLine[] {
  const path = join(dataDir, 'log', 'parley.jsonl');
  if (!existsSync(path)) return [];
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as LogLine);
}
