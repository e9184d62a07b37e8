import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** True when Node was asked to run this module, false when another module imports it. */
export function isEntryPoint(moduleUrl: string): boolean {
  const asked = process.argv[1];
  return asked !== undefined && realpathSync(asked) === fileURLToPath(moduleUrl);
}

/**
 * Runs a script's main function and sets the exit code to what it resolves with.
 *
 * A failure is shown as its sentence and the sentences of its causes: a stack helps nobody who only
 * wants to start the app. `PARLEY_DEBUG=1` shows the stack as well.
 */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const { PARLEY_DEBUG } = process.env;
    console.error(PARLEY_DEBUG ? error : explain(error));
    process.exitCode = 1;
  }
}

/** An error's message followed by those of its causes, outermost first. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${explain(error.cause)}`;
}
