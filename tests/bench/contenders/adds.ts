import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Adds, in a folder of its own. */
export async function run([a, b]: readonly [number, number]): Promise<Record<string, number>> {
  writeFileSync(join(tmpdir(), 'sum'), String(a + b), { flag: 'wx' });
  return { sum: a + b };
}
