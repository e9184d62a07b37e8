/** Electron's own options that take the next word as their value. */
const TAKES_A_VALUE: ReadonlySet<string> = new Set(['-r', '--require']);

/**
 * The words meant for Parley: what follows the application's path on a development command line
 * (`electron [switches] path words...`), or the program itself once it is packaged.
 */
export function ownArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  if (packaged) return argv.slice(1);
  let i = 1;
  while (i < argv.length && argv[i]?.startsWith('-')) i += TAKES_A_VALUE.has(argv[i] ?? '') ? 2 : 1;
  return argv.slice(i + 1);
}
