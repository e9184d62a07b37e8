/** Electron's own options that take the next word as their value. */
const TAKES_A_VALUE: ReadonlySet<string> = new Set(['-r', '--require']);

/**
 * Chromium's switches without which some desktops get no window. The others could weaken a packaged
 * program (a debugger's port, a proxy, another program as its helper), so there they are no options.
 */
const FOR_THE_DESKTOP =
  /^--(no-sandbox|disable-gpu|(ozone-platform|ozone-platform-hint|password-store|force-device-scale-factor)=[\w.-]+)$/;

/**
 * The words meant for Parley: what follows the application's path on a development command line
 * (`electron [switches] path words...`), or the program itself once it is packaged.
 */
export function ownArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  if (packaged) return argv.slice(1).filter((word) => !FOR_THE_DESKTOP.test(word));
  let i = 1;
  while (i < argv.length && argv[i]?.startsWith('-')) i += TAKES_A_VALUE.has(argv[i] ?? '') ? 2 : 1;
  return argv.slice(i + 1);
}
