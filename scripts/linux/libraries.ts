import { runQuietly } from '../run-child.ts';

/** The libraries which an `ldd` listing calls "not found", each once. */
export function missingIn(lddOutput: string): readonly string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

/** The system libraries that an executable needs and this machine lacks. */
export async function missingLibraries(executable: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runQuietly('ldd', [executable]);
  if (code !== 0) throw new Error(`"ldd ${executable}" failed: ${stderr.trim()}`);
  return missingIn(stdout);
}
